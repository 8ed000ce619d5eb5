/**
 * C-LSTM: an FPGA accelerator for LSTM networks with block-circulant matrices, computed on spectra.
 *
 * <p>S. Wang, Z. Li, C. Ding, B. Yuan, Q. Qiu, Y. Wang, Y. Liang, "C-LSTM: Enabling Efficient LSTM
 * using Structured Compression Techniques on FPGAs", FPGA 2018, arXiv 1803.06305. Structure and
 * schedule follow the authors' released HLS source (github.com/shvo/C-LSTM, Google LSTM, FFT8).
 */
package org.lstmc.hwsim.clstm;
