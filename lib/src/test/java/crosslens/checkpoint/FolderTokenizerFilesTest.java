package crosslens.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import crosslens.prompt.Part;
import crosslens.prompt.PartKind;
import crosslens.prompt.Prompt;
import crosslens.token.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files of a folder decide, and what is refused. Ids of the tokenizer below: a 0, b 1, ab 2, Ġ 3. */
class FolderTokenizerFilesTest {
    private static final String MODEL =
            "\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1,\"ab\":2,\"Ġ\":3},\"merges\":[\"a b\"]}";
    private static final String BYTES =
            "\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"use_regex\":true,\"trim_offsets\":true}";
    private static final String ADDED = "\"added_tokens\":[" + added(4, "<s>", true) + "," + added(5, "</s>", true)
            + "," + added(6, "<tool>", false) + "," + added(7, "<|role|>", false) + "]";

    @TempDir
    private Path folder;

    private static String added(int id, String text, boolean special) {
        return "{\"id\":" + id + ",\"content\":\"" + text
                + "\",\"single_word\":false,\"lstrip\":false,\"rstrip\":false," + "\"normalized\":false,\"special\":"
                + special + "}";
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private void writeTokenizer() throws IOException {
        write("tokenizer.json", "{" + ADDED + "," + BYTES + "," + MODEL + "}");
    }

    private void assertRefused(String... messages) {
        assertThatIOException()
                .isThrownBy(() -> FolderTokenizers.of(folder))
                .satisfies(e -> assertThat(e.getMessage()).contains(messages));
    }

    @Test
    @Tag("engine")
    void takesAddedTextWholeEverywhereAndMarkersInTheTemplateAlone() throws IOException {
        writeTokenizer();
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        String text = "ab<tool><s><|role|>";
        assertThat(tokenizer.encode(Prompt.control(text)).ids()).containsExactly(2, 6, 4, 7);
        // of <s> and <|role|> the vocabulary has no letter at all
        assertThat(tokenizer.encode(Prompt.plain(text)).ids()).containsExactly(2, 6);
        assertThat(tokenizer.decode(new int[] {2, 6, 7, 3, 5})).isEqualTo("ab<tool> ");
        // an added token that reaches from the template into the text is taken whole, a control token is not
        assertThat(tokenizer
                        .encode(new Prompt("a<tool>", List.of(new Part(PartKind.TEMPLATE, 0, 3))))
                        .ids())
                .containsExactly(0, 6);
    }

    @Test
    @Tag("engine")
    void endsAnswersWhereAnyOfTheFilesSays() throws IOException {
        writeTokenizer();
        write("tokenizer_config.json", "{\"eos_token\":{\"content\":\"</s>\"}}");
        assertThat(FolderTokenizers.of(folder).endIds()).containsExactly(5);
        write("generation_config.json", "{\"eos_token_id\":[5,7]}");
        write("config.json", "{\"eos_token_id\":2,\"vocab_size\":10}");
        assertThat(FolderTokenizers.of(folder).endIds()).containsExactlyInAnyOrder(2, 5, 7);
    }

    @Test
    @Tag("engine")
    void hasAsManyIdsAsTheModel() throws IOException {
        writeTokenizer();
        assertThat(FolderTokenizers.of(folder).vocabularySize()).isEqualTo(8);
        write("config.json", "{\"text_config\":{\"vocab_size\":10}}");
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        assertThat(tokenizer.vocabularySize()).isEqualTo(10);
        assertThat(tokenizer.decode(new int[] {0, 9, 1})).isEqualTo("ab");
    }

    @Test
    @Tag("engine")
    void putsTheBeginTokenInFrontAsTheClassDecides() throws IOException {
        writeTokenizer();
        write("tokenizer_config.json", "{\"bos_token\":\"<s>\",\"add_bos_token\":true}");
        assertThat(FolderTokenizers.of(folder).encode(Prompt.plain("a")).ids())
                .containsExactly(0); // no class, no effect
        write("tokenizer_config.json", "{\"bos_token\":\"<s>\",\"tokenizer_class\":\"LlamaTokenizerFast\"}");
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        assertThat(tokenizer.encode(Prompt.plain("a")).ids()).containsExactly(4, 0);
        assertThat(tokenizer.encode(Prompt.control("<s>a")).ids()).containsExactly(4, 0);
        write(
                "tokenizer_config.json",
                "{\"bos_token\":\"<s>\",\"tokenizer_class\":\"LlamaTokenizerFast\",\"add_bos_token\":false}");
        assertThat(FolderTokenizers.of(folder).encode(Prompt.plain("a")).ids()).containsExactly(0);
    }

    @Test
    @Tag("engine")
    void takesTokensThatTheSettingsAdd() throws IOException {
        writeTokenizer();
        write(
                "tokenizer_config.json",
                "{\"added_tokens_decoder\":{\"8\":" + added(8, "<new>", false) + ",\"6\":" + added(6, "<tool>", true)
                        + "}}");
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        assertThat(tokenizer.encode(Prompt.plain("a<new>b<tool>")).ids()).containsExactly(0, 8, 1);
        assertThat(tokenizer.encode(Prompt.control("<tool>")).ids()).containsExactly(6);
    }

    @Test
    @Tag("engine")
    void readsLoneSurrogatesZerosAndLongTexts() throws IOException {
        writeTokenizer();
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        assertThat(tokenizer.encode(Prompt.plain("a\ud800b\u0000🙂ab")).ids()).containsExactly(0, 1, 2);
        assertThat(tokenizer.encode(Prompt.plain("a\ud800b\u0000🙂ab")).starts())
                .containsExactly(0, 2, 6);
        assertThat(tokenizer.encode(Prompt.plain("ab ".repeat(5000))).size())
                .isEqualTo(10_000); // the library cuts at 512 unasked
    }

    @Test
    void readsPairsWithoutATokenizerJsonWhereTheClassIsKnown() throws IOException {
        write("vocab.json", "{\"a\":0,\"b\":1,\"ab\":2,\"Ġ\":3}");
        write("merges.txt", "#version: 0.2\na b\n");
        assertRefused("vocab.json", "must name one of the classes", "not ''");
        write(
                "tokenizer_config.json",
                "{\"tokenizer_class\":\"Qwen2Tokenizer\",\"eos_token\":\"<|e|>\",\"added_tokens_decoder\":{\"4\":"
                        + added(4, "<|e|>", true) + "}}");
        Tokenizer tokenizer = FolderTokenizers.of(folder);
        assertThat(tokenizer.encode(Prompt.control("ab a<|e|>")).ids()).containsExactly(2, 3, 0, 4);
        assertThat(tokenizer.endIds()).containsExactly(4);
    }

    @Test
    @Tag("engine")
    void refusesDamagedFilesByName() throws IOException {
        assertRefused("no tokenizer in", "tokenizer.json, or tokenizer.model");
        write("tokenizer.json", "{" + BYTES + "," + MODEL);
        assertRefused("tokenizer.json", "line 1");
        Files.write(folder.resolve("tokenizer.json"), new byte[] {'{', '"', (byte) 0xFF, (byte) 0xFE, '"', '}'});
        assertRefused("tokenizer.json");
        write("tokenizer.json", "[]");
        assertRefused("tokenizer.json", "must hold a JSON object");
        write("tokenizer.json", "{" + BYTES + "}");
        assertRefused("tokenizer.json", "no model with a vocabulary");
        write("tokenizer.json", "{" + BYTES + "," + MODEL.replace(":1,", ":-1,") + "}");
        assertRefused("tokenizer.json", "-1 is no token's id");
        write("tokenizer.json", "{" + BYTES + "," + MODEL.replace("a b", "a z") + "}");
        assertRefused("tokenizer.json", "the tokenizers library says", "out of vocabulary");
        write("tokenizer.json", "{" + BYTES + "," + MODEL.replace("BPE", "WordPiece") + "}");
        assertRefused("tokenizer.json", "kind WordPiece; BPE alone is read");
        write("tokenizer.json", "{" + MODEL + "}");
        assertRefused("tokenizer.json", "ByteLevel");
        writeTokenizer();
        write("config.json", "{\"eos_token_id\":900}");
        assertRefused("tokenizer.json", "an end token has id 900");
        write("config.json", "{\"vocab_size\":9000000000}");
        assertRefused("9000000000");
        write("config.json", "{");
        assertRefused("config.json");
    }

    @Test
    void refusesSentencePieceFilesThatAreDamagedOrOfAnotherKind() throws IOException {
        Files.write(folder.resolve("tokenizer.model"), new byte[] {10, 100, 1});
        assertRefused("tokenizer.model", "ends amid a field");
        Files.write(folder.resolve("tokenizer.model"), new byte[] {0x0F});
        assertRefused("tokenizer.model", "no SentencePiece model");
        Files.write(folder.resolve("tokenizer.model"), new byte[0]);
        assertRefused("tokenizer.model", "no pieces");
        // piece "a", then a trainer (field 2) with model_type (field 3) 1, which is the unigram model
        Files.write(folder.resolve("tokenizer.model"), new byte[] {10, 3, 10, 1, 'a', 18, 2, 24, 1});
        assertRefused("tokenizer.model", "no byte-pair model", "tokenizer.json");
        // type 2, and no normalizer: its default is to drop repeated spaces
        Files.write(folder.resolve("tokenizer.model"), new byte[] {10, 3, 10, 1, 'a', 18, 2, 24, 2});
        assertRefused("tokenizer.model", "drops repeated spaces");
    }

    @Test
    void findsTheChatTemplateAndTheTextsOfItsTokens() throws IOException {
        assertThat(FolderTokenizers.chatTemplate(folder)).isEmpty();
        write(
                "tokenizer_config.json",
                "{\"chat_template\":\"A\",\"bos_token\":{\"content\":\"<s>\"},\"eos_token\":null}");
        assertThat(FolderTokenizers.chatTemplate(folder)).contains(new Checkpoint.ChatTemplateSource("A", "<s>", ""));
        write("special_tokens_map.json", "{\"eos_token\":\"</s>\"}");
        write(
                "tokenizer_config.json",
                "{\"chat_template\":[{\"name\":\"tools\",\"template\":\"T\"},{\"name\":\"default\",\"template\":\"D\"}]}");
        assertThat(FolderTokenizers.chatTemplate(folder)).contains(new Checkpoint.ChatTemplateSource("D", "", "</s>"));
        write("chat_template.jinja", "J\n");
        assertThat(FolderTokenizers.chatTemplate(folder).orElseThrow().template())
                .isEqualTo("J\n");
        Files.write(folder.resolve("chat_template.jinja"), new byte[] {(byte) 0xFF});
        assertThatIOException()
                .isThrownBy(() -> FolderTokenizers.chatTemplate(folder))
                .withMessageContaining("chat_template.jinja is no UTF-8 text");
    }
}
