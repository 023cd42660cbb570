/**
 * Reads many token sequences through a decoder at the price of their differences.
 *
 * <p>Prompts of one run share long beginnings. {@link crosslens.walk.PrefixTree} finds them;
 * {@link crosslens.walk.TreeWalk} goes through the tree depth first, computes every shared beginning once, evaluates many
 * pieces in one packed pass and continues many sequences by one token each in one step. What is done with the next tokens is
 * the business of a {@link crosslens.walk.WalkVisitor}: greedy answers, given continuations, looks at the layers. {@link crosslens.walk.Scoring} gives log-probabilities of given continuations, {@link
 * crosslens.walk.MaskedScoring} with stretches of a prompt hidden.
 *
 * <p><b>Exactness.</b> Packing changes results in their last bits only, and the best next token not at all: where the lead of
 * the best token is too small to be sure, it is decided by reading that one sequence alone, from its beginning, without any
 * sharing. So the tokens depend on the sequence alone, never on its company, the order, the memory or an earlier stop.
 *
 * <p><b>Memory.</b> Keys and values stay within a budget given in bytes. A piece is dropped as soon as no unfinished sequence
 * begins with it; when memory is short the walk goes on with fewer sequences side by side, and at worst reads a beginning
 * again.
 *
 * <p><b>Lifetime and threads.</b> A walk holds native memory during a call only. One thread at a time; interrupting it ends the
 * call between two passes.
 */
package crosslens.walk;
