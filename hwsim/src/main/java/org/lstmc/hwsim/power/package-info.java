/**
 * Power models held against published powers: parameters fitted around a prior on some rows, tested
 * on the others and on each row left out. Power of a chip and of a board are apart throughout.
 */
package org.lstmc.hwsim.power;
