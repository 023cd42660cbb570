package crosslens.local;

import crosslens.decoder.Decoder;
import crosslens.lm.ModelCard;
import crosslens.lm.TokenReader;
import crosslens.prompt.ChatTemplate;
import crosslens.prompt.Prompt;
import crosslens.text.Span;
import crosslens.token.Encoding;
import crosslens.token.Tokenizer;
import crosslens.walk.Readout;
import crosslens.walk.Readout.Place;
import crosslens.walk.Readout.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Reads given texts with a model of this machine. It stays usable as long as its {@link LocalModel} is open. */
final class LocalReader implements TokenReader {
    private final ModelCard card;
    private final Tokenizer tokenizer;
    private final Optional<ChatTemplate> template;
    private final Decoder decoder;
    private final long kvMemory;

    LocalReader(ModelCard card, Tokenizer tokenizer, Optional<ChatTemplate> template, Decoder decoder, long kvMemory) {
        this.card = card;
        this.tokenizer = tokenizer;
        this.template = template;
        this.decoder = decoder;
        this.kvMemory = kvMemory;
    }

    /** A passage as tokens. */
    private record Tokens(Passage passage, int textLength, Encoding prompt, int[] ids) {
        /** The first place whose token is told. */
        int first() {
            return passage.whole() ? 0 : prompt.size();
        }

        Reading reading(List<Placed> tokens) {
            return new Reading(passage.id(), prompt.size(), tokens);
        }
    }

    @Override
    public void read(List<Passage> passages, Consumer<Reading> sink) throws InterruptedException {
        List<Tokens> read = new ArrayList<>();
        List<Wanted> wanted = new ArrayList<>();
        for (Tokens tokens : passages.stream().map(this::tokens).toList()) {
            if (tokens.ids().length > card.contextLength()) {
                sink.accept(tokens.reading(null));
            } else if (tokens.ids().length == 1 || tokens.first() == tokens.ids().length) {
                sink.accept(tokens.reading(placed(tokens, List.of())));
            } else {
                read.add(tokens);
                wanted.add(new Wanted(
                        tokens.ids(),
                        Math.max(1, tokens.first()),
                        tokens.passage().alternatives()));
            }
        }
        new Readout(decoder, kvMemory)
                .run(wanted, (index, places) -> sink.accept(read.get(index).reading(placed(read.get(index), places))));
    }

    private Tokens tokens(Passage passage) {
        Prompt rendered = LocalModel.render(card.name(), template, passage.prompt(), passage.style(), "");
        Encoding prompt = tokenizer.encode(rendered);
        int[] ids = IntStream.concat(
                        IntStream.of(prompt.ids()), passage.answer().stream().mapToInt(Integer::intValue))
                .toArray();
        if (prompt.size() == 0) {
            throw new IllegalArgumentException("the text of request " + passage.id() + " has no tokens");
        }
        for (int id : ids) {
            if (id < 0 || id >= decoder.config().vocabulary()) {
                throw new IllegalArgumentException("token id " + id + " of request " + passage.id() + " is not in 0.."
                        + (decoder.config().vocabulary() - 1));
            }
        }
        return new Tokens(passage, rendered.text().length(), prompt, ids);
    }

    /** @param places what was computed of the last tokens; the very first token has none */
    private List<Placed> placed(Tokens tokens, List<Place> places) {
        List<Placed> all = new ArrayList<>();
        int end = tokens.textLength();
        int told = tokens.ids().length - places.size();
        for (int i = tokens.first(); i < tokens.ids().length; i++) {
            Span span = i < tokens.prompt().size() ? tokens.prompt().span(i) : new Span(end, end);
            Place place = i < told ? new Place(Double.NaN, new int[0], new double[0]) : places.get(i - told);
            List<Likely> likeliest = new ArrayList<>();
            for (int k = 0; k < place.likeliest().length; k++) {
                likeliest.add(new Likely(tokenizer.bytes(place.likeliest()[k]), place.logProbs()[k]));
            }
            all.add(new Placed(new Likely(tokenizer.bytes(tokens.ids()[i]), place.logProb()), span, likeliest));
        }
        return all;
    }
}
