package crosslens.prompt.jinja;

import java.util.Map;

/** The one kind of value whose fields a template may set. */
record Namespace(Map<String, Object> fields) {}
