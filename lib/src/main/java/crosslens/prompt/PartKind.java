package crosslens.prompt;

/** What a stretch of a prompt is. {@link #TASK} to {@link #QUESTION} are the parts the analyses report on; the others belong to no part. */
public enum PartKind {
    TASK,
    DEMO,
    CONTEXT,
    QUESTION,
    /** Text of the chat template; the only place where control tokens are recognised. */
    TEMPLATE,
    /** "Context:", "Question:" and the like. */
    LABEL,
    /** The "Answer:" that the model's answer is made to continue. */
    ANSWER_PREFIX
}
