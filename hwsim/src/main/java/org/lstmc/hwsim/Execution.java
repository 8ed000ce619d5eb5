package org.lstmc.hwsim;

/**
 * A sequence as the machine computed it.
 *
 * @param states raw outputs of the last recurrent layer, [step][unit], in its state format
 * @param cells raw cell states of the last recurrent layer, [step][unit], in its cell format
 * @param logits raw outputs of the dense output layer (computed by the host), [step][class]
 * @param cycles cycles from the first input word to the last complete output
 */
public record Execution(long[][] states, long[][] cells, long[][] logits, long cycles) {}
