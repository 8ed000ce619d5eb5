package org.lstmc.core.quantize.datapath;

import org.lstmc.core.number.ActivationTable;

/**
 * One recurrent layer, ready to run.
 *
 * @param plan formats and shifts
 * @param wx input matrix [gates*H, X]; null where it is block-circulant or a tensor network
 * @param wh recurrent matrix [gates*H, R]; null likewise
 * @param bias bias [gates*H]
 * @param recurrentBias the candidate's recurrent bias [H]; null unless the cell is a GRU whose
 *     reset gate acts after the product
 * @param peephole diagonal weights [3, H] in the order i, f, o; null without
 * @param projection projection [P, H]; null without, or where it is block-circulant
 * @param sums how the rows of these matrices are multiplied and summed
 * @param sigmoid from the gate's format to the activation's
 * @param tanh from the gate's format to the activation's
 * @param cellTanh from the cell's format to the activation's; null for a GRU
 */
public record FixedLayer(
    LayerPlan plan,
    FixedMatrix wx,
    FixedMatrix wh,
    FixedMatrix bias,
    FixedMatrix recurrentBias,
    FixedMatrix peephole,
    FixedMatrix projection,
    LayerSums sums,
    ActivationTable sigmoid,
    ActivationTable tanh,
    ActivationTable cellTanh) {}
