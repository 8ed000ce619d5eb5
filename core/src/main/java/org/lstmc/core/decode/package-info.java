/**
 * From the outputs of a network to strings of labels, and how far those are from the truth:
 * connectionist temporal classification (CTC; Graves, Fernandez, Gomez and Schmidhuber, ICML 2006)
 * without a language model.
 *
 * <p>Start at {@link org.lstmc.core.decode.Transcriber}.
 */
package org.lstmc.core.decode;
