package crosslens.prompt.jinja;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** A parsed template. Immutable; may be rendered by many threads at once. */
public final class JinjaTemplate {
    private final List<Node> nodes;

    private JinjaTemplate(List<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * The template of a source text.
     *
     * @throws JinjaException if the source cannot be parsed or names a tag, filter or test that does not exist; with the line
     */
    public static JinjaTemplate parse(String source) {
        return new JinjaTemplate(TemplateParser.parse(source));
    }

    /**
     * The text that the template gives.
     *
     * @param variables names and values as the package describes them; lists and maps may hold each other
     * @param today what {@code strftime_now} writes, at midnight: a template never sees the clock
     * @throws JinjaException if the template raises an error or does what Python would not allow; with the line
     */
    public String render(Map<String, ?> variables, LocalDate today) {
        Scope globals = new Scope(null);
        Globals.define(globals, today);
        Scope scope = new Scope(globals);
        variables.forEach(scope::set);
        return Interpreter.render(nodes, new Scope(scope));
    }
}
