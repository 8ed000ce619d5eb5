/** Sequences of feature vectors in the forms of the UCI repository. */
package org.lstmc.core.data.series;
