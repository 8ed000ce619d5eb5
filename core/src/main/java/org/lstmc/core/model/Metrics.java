package org.lstmc.core.model;

/**
 * The last figures of a model on its test split. A value that does not apply is null.
 *
 * @param metric {@link TaskKind#metric()}
 * @param split name of the split
 * @param examples predictions that were scored
 * @param dense float network before compression
 * @param compressed float network after compression
 * @param quantized integer datapath
 * @param bestPossible what no model can beat on this split, where that is known
 */
public record Metrics(
    String metric,
    String split,
    long examples,
    Double dense,
    Double compressed,
    Double quantized,
    Double bestPossible) {}
