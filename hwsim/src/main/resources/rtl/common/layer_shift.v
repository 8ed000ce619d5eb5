// Left shift that aligns a value of a layer; the result is kept modulo 2^OUT_W.
`default_nettype none
module layer_shift #(
  parameter LAYERS = 1, parameter LW = 1, parameter IN_W = 32, parameter OUT_W = 32,
  parameter [8*LAYERS-1:0] SHIFTS = 0
) (
  input  wire [LW-1:0] layer,
  input  wire [IN_W-1:0] a,
  output wire [OUT_W-1:0] y
);
  localparam W = IN_W > OUT_W ? IN_W : OUT_W;
  wire [W-1:0] e;
  wire [LAYERS*OUT_W-1:0] each;
  genvar l;
  generate
    if (IN_W < W) begin : g_extend
      assign e = {{(W-IN_W){a[IN_W-1]}}, a};
    end else begin : g_same
      assign e = a;
    end
    for (l = 0; l < LAYERS; l = l + 1) begin : g_layer
      localparam S = {24'd0, SHIFTS[8*l +: 8]};
      // The bits above are dropped: the sum wraps.
      /* verilator lint_off UNUSEDSIGNAL */
      wire [W-1:0] s = e << S;
      /* verilator lint_on UNUSEDSIGNAL */
      assign each[l*OUT_W +: OUT_W] = s[OUT_W-1:0];
    end
    if (LAYERS == 1) begin : g_one
      wire unused = &{1'b0, layer};
      assign y = each;
    end else begin : g_mux
      assign y = each[layer*OUT_W +: OUT_W];
    end
  endgenerate
endmodule
`default_nettype wire
