/**
 * Matrices as machines keep them: bit-packed values, column indices, padding entries and pointers,
 * each counted. Every format decodes to exactly what was encoded.
 */
package org.lstmc.core.compress.storage;
