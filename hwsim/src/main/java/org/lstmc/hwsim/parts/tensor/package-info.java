/**
 * An array of processing elements for contraction chains between two banked working memories: where
 * the words of an intermediate lie, which are read and written in a cycle, what waits for a bank.
 * Shared by the machines of TIE's class.
 */
package org.lstmc.hwsim.parts.tensor;
