package crosslens.remote.server;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A request that is refused, in the words of the protocol. */
final class ApiError extends Exception {
    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();

    private final int status;
    private final String code;
    private final String parameter;

    private ApiError(int status, String code, String parameter, String message) {
        super(message);
        this.status = status;
        this.code = code;
        this.parameter = parameter;
    }

    static ApiError of(int status, String code, String message) {
        return new ApiError(status, code, null, message);
    }

    /** A parameter that is missing or wrong. */
    static ApiError parameter(String name, String message) {
        return new ApiError(400, "invalid_value", name, name + " " + message);
    }

    /** A parameter that this server does not know how to serve. */
    static ApiError unsupported(String name, String message) {
        return new ApiError(400, "unsupported_parameter", name, message);
    }

    int status() {
        return status;
    }

    String json() {
        ObjectNode error = JSON.createObjectNode();
        error.putObject("error")
                .put("message", getMessage())
                .put("type", status < 500 ? "invalid_request_error" : "server_error")
                .put("param", parameter)
                .put("code", code);
        return error.toString();
    }
}
