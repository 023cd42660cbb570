package crosslens.study;

import crosslens.run.FindingStore;
import crosslens.run.LanguageStore;
import crosslens.run.RunStore;

/**
 * Where the user's own results are kept; each folder is made when the first is stored. Examples that come with the kit are in none of them.
 *
 * @param runs answers
 * @param findings of oracle, relevance and similarity
 * @param judgements judges' votes
 * @param languages detected in answers
 * @param states hidden states that a study keeps until it has made similarity of them
 */
public record Stores(
        RunStore runs, FindingStore findings, FindingStore judgements, LanguageStore languages, FindingStore states) {

    static Stores of(Settings settings) {
        return new Stores(
                new RunStore(settings.runs()),
                new FindingStore(settings.findings()),
                Errors.votes(settings),
                Errors.languages(settings),
                new FindingStore(settings.states()));
    }
}
