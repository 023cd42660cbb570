package crosslens.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
    @Test
    void shardsTakeTurns() {
        List<String> items = List.of("a", "b", "c", "d", "e");
        // places 0 and 3, 1 and 4, 2
        assertThat(new Shard(1, 3).of(items)).containsExactly("a", "d");
        assertThat(new Shard(2, 3).of(items)).containsExactly("b", "e");
        assertThat(new Shard(3, 3).of(items)).containsExactly("c");
        assertThat(Shard.WHOLE.of(items)).isEqualTo(items);
        assertThat(new Shard(8, 8).of(items)).isEmpty();
    }

    @Test
    void isWrittenAndReadAsAFraction() {
        assertThat(Shard.parse(" 3/8 ")).isEqualTo(new Shard(3, 8)).hasToString("3/8");
        assertThat(Shard.parse("1/1")).isEqualTo(Shard.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "0/8", "9/8", "-1/8", "1/0", "1/10001", "1/99999999999", "a/b", "1/2/3"})
    void refusesOtherFractions(String text) {
        assertThatThrownBy(() -> Shard.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filesNameTheirShard() {
        assertThat(new Shard(3, 8).recordsPart()).isEqualTo("records-3-of-8.jsonl");
        assertThat(Shard.ofRecordsPart("records-3-of-8.jsonl")).contains(new Shard(3, 8));
        assertThat(Shard.ofRecordsPart("records.jsonl")).contains(Shard.WHOLE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "log.jsonl",
                "records-9-of-8.jsonl",
                "records-0-of-8.jsonl",
                "records-03-of-8.jsonl",
                "records-1-of-1.jsonl",
                "records-1-of-99999.jsonl",
                "records-1.jsonl",
                "records.jsonl.lock",
                "xrecords.jsonl"
            })
    void otherFilesHoldNoShard(String name) {
        assertThat(Shard.ofRecordsPart(name)).isEmpty();
    }
}
