/**
 * Chips as data, and what they cost: arithmetic by width, SRAM by capacity and word, registers,
 * scaling by node and voltage (Stillmaker and Baas 2017), operating points, calibration. Shared by
 * every machine that is a chip of its own; nothing here knows a machine. Constants with their
 * origin are in {@code resources/technology} and {@code resources/chip}.
 */
package org.lstmc.hwsim.asic;
