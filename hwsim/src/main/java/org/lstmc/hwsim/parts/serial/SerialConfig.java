package org.lstmc.hwsim.parts.serial;

/**
 * What a serial machine is built of, beside its array.
 *
 * @param machine name of the machine
 * @param built the machine as built, for reports
 * @param multipliers multipliers of the whole array, all streams together
 * @param streams sequences that share the weights in lock step
 * @param lanes cells that the element-wise unit of a stream begins in a cycle
 * @param xWords words of x of a stream that arrive in a cycle
 * @param depths depths of the element-wise unit
 * @param dramLatency cycles until the first word from DRAM arrives
 * @param wholeLoads whether the weights of a pass are loaded into one of two buffers while the pass
 *     before runs; otherwise they stream through a short FIFO while the pass itself runs
 */
public record SerialConfig(
    String machine,
    String built,
    int multipliers,
    int streams,
    int lanes,
    int xWords,
    SerialDepths depths,
    int dramLatency,
    boolean wholeLoads) {}
