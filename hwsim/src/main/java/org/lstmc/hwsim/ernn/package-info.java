/**
 * E-RNN: an FPGA accelerator for LSTM and GRU networks with block-circulant matrices of block sizes
 * that may differ from matrix to matrix, built of as many processing elements as the device holds.
 *
 * <p>Z. Li, C. Ding, S. Wang, W. Wen, Y. Zhuo, C. Liu, Q. Qiu, W. Xu, X. Lin, X. Qian, Y. Wang,
 * "E-RNN: Design Optimization for Efficient Recurrent Neural Networks in FPGAs", HPCA 2019, arXiv
 * 1812.07106.
 */
package org.lstmc.hwsim.ernn;
