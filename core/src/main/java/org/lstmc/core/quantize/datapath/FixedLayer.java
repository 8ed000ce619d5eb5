package org.lstmc.core.quantize.datapath;

import org.lstmc.core.number.ActivationTable;

/**
 * One recurrent layer, ready to run.
 *
 * @param plan formats and shifts
 * @param wx input matrix [4H, X]
 * @param wh recurrent matrix [4H, R]
 * @param bias bias [4H]
 * @param peephole diagonal weights [3, H] in the order i, f, o; null without
 * @param projection projection [P, H]; null without
 * @param sigmoid from the gate's format to the activation's
 * @param tanh from the gate's format to the activation's
 * @param cellTanh from the cell's format to the activation's
 */
public record FixedLayer(
    LayerPlan plan,
    FixedMatrix wx,
    FixedMatrix wh,
    FixedMatrix bias,
    FixedMatrix peephole,
    FixedMatrix projection,
    ActivationTable sigmoid,
    ActivationTable tanh,
    ActivationTable cellTanh) {}
