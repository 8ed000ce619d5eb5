/** Running text for language models, and labelled text for classification. */
package org.lstmc.core.data.text;
