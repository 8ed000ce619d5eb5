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
  genvar m, k;
  generate
    for (m = 0; m < R; m = m + 1) begin : g_multiply
      product #(.A(VW), .B(V)) mul
        (.clk(clk), .a(w[m*VW +: VW]), .b(v[m*V +: V]), .p(products[m*PW +: PW]));
    end
  endgenerate
  wire [TW-1:0] total;
  add_tree #(.N(R), .W(PW), .OUT_W(TW)) tree (.clk(clk), .a(products), .y(total));
  wire [ACC-1:0] aligned;
  layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(TW), .OUT_W(ACC), .SHIFTS(SHIFTS)) align
    (.layer(layer), .a(total), .y(aligned));
  always @(posedge clk) if (add) sum <= (first ? {ACC{1'b0}} : sum) + aligned;
endmodule

// A signed product in a DSP block with its input, middle and output registers.
module product #(parameter A = 16, parameter B = 16) (
  input  wire clk,
  input  wire [A-1:0] a,
  input  wire [B-1:0] b,
  output reg  [A+B-1:0] p
);
  reg signed [A-1:0] a1;
  reg signed [B-1:0] b1;
  reg signed [A+B-1:0] m;
  always @(posedge clk) begin
    a1 <= a;
    b1 <= b;
    m <= a1 * b1;
    p <= m;
  end
endmodule

// Sum of N signed words, halved in number and one bit wider at each registered level.
module add_tree #(parameter N = 2, parameter W = 32, parameter OUT_W = 33) (
  input  wire clk,
  input  wire [N*W-1:0] a,
  output wire [OUT_W-1:0] y
);
  localparam HALF = (N + 1) / 2;
  genvar i;
  generate
    if (N == 1) begin : g_end
      assign y = a;
    end else begin : g_level
      reg [HALF*(W+1)-1:0] s;
      wire [HALF*(W+1)-1:0] t;
      for (i = 0; i < HALF; i = i + 1) begin : g_add
        wire [W:0] x0 = {a[2*i*W+W-1], a[2*i*W +: W]};
        if (2*i + 1 < N) begin : g_pair
          assign t[i*(W+1) +: W+1] = x0 + {a[(2*i+1)*W+W-1], a[(2*i+1)*W +: W]};
        end else begin : g_odd
          assign t[i*(W+1) +: W+1] = x0;
        end
      end
      always @(posedge clk) s <= t;
      add_tree #(.N(HALF), .W(W+1), .OUT_W(OUT_W)) next (.clk(clk), .a(s), .y(y));
    end
  endgenerate
endmodule
`default_nettype wire
