/**
 * HCGS: a chip for LSTM networks with hierarchical coarse-grain sparsity, all weights on chip.
 *
 * <p>D. Kadetotad, V. Berisha, C. Chakrabarti, J. Seo, "A 8.93-TOPS/W LSTM Recurrent Neural Network
 * Accelerator Featuring Hierarchical Coarse-Grain Sparsity With All Parameters Stored On-Chip",
 * ESSCIRC 2019; D. Kadetotad, S. Yin, V. Berisha, C. Chakrabarti, J. Seo, "An 8.93 TOPS/W LSTM
 * Recurrent Neural Network Accelerator Featuring Hierarchical Coarse-Grain Sparsity for On-Device
 * Speech Recognition", JSSC 55(7), 2020.
 */
package org.lstmc.hwsim.hcgs;
