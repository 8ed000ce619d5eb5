/** Recorded speech: sound files, phone labels, cepstral features. */
package org.lstmc.core.data.speech;
