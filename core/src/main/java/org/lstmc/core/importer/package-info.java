/** Reads networks that other tools trained. */
package org.lstmc.core.importer;
