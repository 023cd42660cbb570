package crosslens.prompt.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JinjaTemplateTest {
    private static final LocalDate DATE = LocalDate.of(2024, 7, 26);
    private static final JsonNode GOLDENS = goldens();
    private static final Map<String, Object> VARIABLES = variables();

    private static JsonNode goldens() {
        try (InputStream in = JinjaTemplateTest.class.getResourceAsStream("/prompt/jinja_snippets.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> variables() {
        return new ObjectMapper()
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .convertValue(GOLDENS.get("variables"), Map.class);
    }

    static Stream<Arguments> recorded() {
        return StreamSupport.stream(GOLDENS.get("cases").spliterator(), false)
                .filter(c -> c.has("expected"))
                .map(c -> Arguments.of(
                        c.get("template").textValue(), c.get("expected").textValue()));
    }

    static Stream<String> refused() {
        return StreamSupport.stream(GOLDENS.get("cases").spliterator(), false)
                .filter(c -> c.has("error"))
                .map(c -> c.get("template").textValue());
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void rendersAsPythonDoes(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void failsWherePythonFails(String template) {
        assertThatThrownBy(() -> render(template)).isInstanceOf(JinjaException.class);
    }

    @Test
    void anErrorNamesItsLineAndWhatWasWrong() {
        assertThatThrownBy(() -> render("one\n{% if true %}\n{{ messages[0].role.nothing.more }}{% endif %}"))
                .hasMessage("chat template, line 3: a text has no attribute 'nothing'");
        assertThatThrownBy(() -> render("{% if true %}\n{{ 'x' | wordwrap }}"))
                .hasMessage("chat template, line 2: there is no filter 'wordwrap'");
        assertThatThrownBy(() -> render("{{ raise_exception('roles must alternate') }}"))
                .hasMessage("chat template, line 1: the template refuses this: roles must alternate");
    }

    @Test
    void aTemplateThatDoesNotEndIsStopped() {
        String loops = "{% for a in range(9000) %}{% for b in range(9000) %}{{ a }}{% endfor %}{% endfor %}";
        assertThatThrownBy(() -> render(loops)).hasMessageContaining("does not come to an end");
        assertThatThrownBy(() -> render("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}"))
                .hasMessageContaining("calls itself too deep");
        assertThatThrownBy(() -> render("{{ " + "(".repeat(5000) + "1" + ")".repeat(5000) + " }}"))
                .hasMessageContaining("nested more than");
        assertThatThrownBy(() -> render("{{ 'aaaaaaaaaa' * 900000000 }}")).hasMessageContaining("too long");
    }

    @Test
    void valuesAreNeverRenderedAgain() {
        Map<String, Object> variables = Map.of("messages", List.of("{{ 7 * 7 }}{% if %}"));
        assertThat(JinjaTemplate.parse("{{ messages[0] }}").render(variables, DATE))
                .isEqualTo("{{ 7 * 7 }}{% if %}");
    }

    private static String render(String template) {
        return JinjaTemplate.parse(template).render(VARIABLES, DATE);
    }
}
