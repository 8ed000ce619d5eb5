/**
 * BRDS: an FPGA accelerator for LSTM networks with row-balanced sparsity at two ratios.
 *
 * <p>S. A. Ghasemzadeh, E. Bank-Tavakoli, M. Kamal, A. Afzali-Kusha, M. Pedram, "BRDS: An
 * FPGA-based LSTM Accelerator with Row-Balanced Dual-Ratio Sparsification", arXiv 2101.02667.
 */
package org.lstmc.hwsim.brds;
