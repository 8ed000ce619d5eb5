/**
 * The published record: what papers print, as data with provenance, and what this simulator says of
 * the same design.
 */
package org.lstmc.hwsim.published;
