package io.github.data2vec4j.text;

/** What of a text the teacher reads. */
public enum TeacherInput {
    /** All tokens, as the paper has it (section 3.1). */
    FULL,
    /**
     * The masked tokens alone, with padding for all others: what the released code does, probably by mistake. Their
     * positions are counted without the padding, so that they move together.
     */
    MASKED_ONLY
}
