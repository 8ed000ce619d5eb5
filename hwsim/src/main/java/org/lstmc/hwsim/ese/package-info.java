/**
 * ESE (Han et al., FPGA 2017, arXiv 1612.00694): channels of processing elements that share a
 * stream of sparse weights, with activation queues; queueing and padding are simulated on the
 * network's own mask. The paper's text could not be read; what is known of it and how well is in
 * docs/machines.md.
 */
package org.lstmc.hwsim.ese;
