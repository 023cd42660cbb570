package crosslens.prompt.jinja;

import java.util.List;

/** What {@code map}, {@code select} and their like give: can be gone over, but has no length and is always true, like a generator of Python. */
record Generated(List<Object> items) {}
