// to(a, F, format) of the number contract, section 2: drops DROP bits with rounding (or shifts left by
// -DROP), then saturates or wraps. MODE 0 RND (halves up), 1 TRN, 2 RND_CONV (halves to even).
`default_nettype none
module fixed_round #(
  parameter integer IN_W = 32, parameter integer DROP = 8, parameter integer OUT_W = 16, parameter MODE = 0,
  parameter SAT = 1
) (
  input  wire [IN_W-1:0] a,
  output wire [OUT_W-1:0] y
);
  localparam UP = DROP < 0 ? -DROP : 0;
  localparam DN = DROP > 0 ? DROP : 0;
  localparam W0 = IN_W + UP > OUT_W ? IN_W + UP : OUT_W;
  localparam W = (W0 > DN ? W0 : DN) + 2;
  wire signed [W-1:0] e = {{(W-IN_W){a[IN_W-1]}}, a};
  wire signed [W-1:0] q;
  generate
    if (DN == 0) begin : g_up
      assign q = e <<< UP;
    end else begin : g_drop
      wire signed [W-1:0] floor_q = e >>> DN;
      wire half = e[DN-1];
      wire sticky;
      if (DN > 1) begin : g_sticky
        assign sticky = |e[DN-2:0];
      end else begin : g_none
        assign sticky = 1'b0;
      end
      wire up = MODE == 0 ? half : MODE == 1 ? 1'b0 : half & (floor_q[0] | sticky);
      assign q = floor_q + {{(W-1){1'b0}}, up};
    end
  endgenerate
  wire fits = q[W-1:OUT_W-1] == {(W-OUT_W+1){q[W-1]}};
  assign y = SAT == 0 || fits ? q[OUT_W-1:0] : {q[W-1], {(OUT_W-1){~q[W-1]}}};
endmodule
`default_nettype wire
