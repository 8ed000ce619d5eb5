/**
 * FDHT: an engine for LSTM networks whose matrices are one hierarchical Tucker network.
 *
 * <p>M. Yin et al., "Algorithm and Hardware Co-Design of Energy-Efficient LSTM Networks for Video
 * Recognition with Hierarchical Tucker Tensor Decomposition", IEEE Transactions on Computers 2022,
 * arXiv 2212.02046; the algorithm: "Towards Extremely Compact RNNs for Video Recognition with Fully
 * Decomposed Hierarchical Tucker Structure", CVPR 2021, arXiv 2104.05758.
 */
package org.lstmc.hwsim.fdht;
