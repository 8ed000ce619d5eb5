/** Sequences made from images in idx files (MNIST): rows of an image, digits that move. */
package org.lstmc.core.data.image;
