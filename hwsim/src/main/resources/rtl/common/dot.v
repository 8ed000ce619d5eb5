// R products a cycle, summed by a tree of registered additions and added to the running sum of the row.
// The operands of a beat are at w and v in cycle 0; the multiplier takes 3 cycles, the tree ceil(log2 R),
// the running sum 1. first and layer accompany the tree's result.
`default_nettype none
module dot #(
  parameter R = 2, parameter VW = 16, parameter V = 16, parameter ACC = 40, parameter LEVELS = 1,
  parameter LAYERS = 1, parameter LW = 1, parameter [8*LAYERS-1:0] SHIFTS = 0
) (
  input  wire clk,
  input  wire [R*VW-1:0] w,
  input  wire [R*V-1:0] v,
  input  wire first,
  input  wire add,
  input  wire [LW-1:0] layer,
  output reg  [ACC-1:0] sum
);
  localparam PW = VW + V;
  localparam TW = PW + LEVELS;
  wire [R*PW-1:0] products;
  genvar m;
  generate
    for (m = 0; m < R; m = m + 1) begin : g_multiply
      product #(.A(VW), .B(V)) mul
        (.clk(clk), .en(3'b111), .a(w[m*VW +: VW]), .b(v[m*V +: V]), .p(products[m*PW +: PW]));
    end
  endgenerate
  wire [TW-1:0] total;
  add_tree #(.N(R), .W(PW), .OUT_W(TW)) tree (.clk(clk), .a(products), .y(total));
  wire [ACC-1:0] aligned;
  layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(TW), .OUT_W(ACC), .SHIFTS(SHIFTS)) align
    (.layer(layer), .a(total), .y(aligned));
  always @(posedge clk) if (add) sum <= (first ? {ACC{1'b0}} : sum) + aligned;
endmodule
`default_nettype wire
