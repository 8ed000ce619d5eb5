package org.lstmc.hwsim;

import org.lstmc.core.compress.tensor.ContractionPlan;

/**
 * A tensor network as a machine sees it.
 *
 * @param plan its products, step by step
 * @param joined whether its vector is [x, h] and it stands for Wh too, else x alone
 * @param weightBits width of the widest factor's values
 * @param wordBits width of the widest intermediate's words, the vector and the result among them
 * @param accumulatorBits width of the widest sum of products
 */
public record TensorWorkload(
    ContractionPlan plan, boolean joined, int weightBits, int wordBits, int accumulatorBits) {}
