package crosslens.prompt.jinja;

/** What a template can call: a macro, a global function, a method of a value. */
@FunctionalInterface
interface Callable {
    Object call(Arguments arguments);
}
