/** The float network as an ONNX model. */
package org.lstmc.core.export.onnx;
