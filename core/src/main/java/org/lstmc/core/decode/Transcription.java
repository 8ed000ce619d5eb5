package org.lstmc.core.decode;

/**
 * How well one sequence was transcribed.
 *
 * @param labels of the truth, as they count
 * @param edits from the truth to what was decoded, both as they count
 * @param negativeLogLikelihood of the truth as it was trained, in nats
 */
public record Transcription(int labels, Edits edits, double negativeLogLikelihood) {}
