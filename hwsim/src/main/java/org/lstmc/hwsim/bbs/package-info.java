/**
 * BBS (Cao et al., FPGA 2019): bank-balanced rows, one multiplier a bank. The paper's text could
 * not be read; what is known of it and how well is in docs/machines.md.
 */
package org.lstmc.hwsim.bbs;
