// From the sums of a row to h (number contract, section 6), a row a cycle: join with the bias in cycle 0,
// rounded gates in 2, activations in 4, c in 9, tanh(c) in 11, h in 15.
`default_nettype none
module brds_function #(
  parameter LAYERS = 1, parameter LW = 1, parameter ACC = 40, parameter BIAS_W = 16, parameter ROWS = 16,
  parameter RAW = 4, parameter C_STYLE = "block", parameter TABLE_STYLE = "block",
  parameter [8*LAYERS-1:0] SH_B = 0, parameter [8*LAYERS-1:0] ACC_WS = 0,
  parameter G = 16, parameter [8*LAYERS-1:0] GATE_DROPS = 0, parameter [8*LAYERS-1:0] GATE_WS = 0,
  parameter A = 16, parameter C = 16, parameter S = 16,
  parameter SIGMOID_LOG = 8, parameter [8*LAYERS-1:0] SIGMOID_SHIFTS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_LOGS = 0,
  parameter TANH_LOG = 8, parameter [8*LAYERS-1:0] TANH_SHIFTS = 0, parameter [8*LAYERS-1:0] TANH_LOGS = 0,
  parameter [8*LAYERS-1:0] CTANH_SHIFTS = 0, parameter [8*LAYERS-1:0] CTANH_LOGS = 0,
  parameter [8*LAYERS-1:0] SH_FORGET = 0, parameter [8*LAYERS-1:0] SH_INPUT = 0, parameter SUM = 40,
  parameter [8*LAYERS-1:0] SUM_WS = 0,
  parameter [8*LAYERS-1:0] CELL_DROPS = 0, parameter [8*LAYERS-1:0] CELL_WS = 0,
  parameter [8*LAYERS-1:0] OUT_WS = 0, parameter [8*LAYERS-1:0] STATE_DROPS = 0,
  parameter [8*LAYERS-1:0] STATE_WS = 0, parameter MODE = 0, parameter SAT = 1,
  parameter SIGMOID = "", parameter TANH = "", parameter CTANH = ""
) (
  input  wire clk,
  input  wire rst,
  input  wire join_row,
  input  wire [4*ACC-1:0] sums_x,
  input  wire [4*ACC-1:0] sums_h,
  input  wire [4*BIAS_W-1:0] bias,
  input  wire [LW-1:0] layer,
  input  wire [RAW-1:0] row,
  input  wire first_step,
  output wire valid,
  output wire [S-1:0] h
);
  // What accompanies a row: l[n] is its layer in cycle n.
  reg [15:1] v;
  wire [LW-1:0] l1, l2, l7, l8, l9, l14;
  wire [RAW-1:0] row2, row9;
  wire first4;
  always @(posedge clk) v <= rst ? 15'd0 : {v[14:1], join_row};
  delay #(.N(1), .W(LW)) d_l1 (.clk(clk), .d(layer), .q(l1));
  delay #(.N(1), .W(LW)) d_l2 (.clk(clk), .d(l1), .q(l2));
  delay #(.N(5), .W(LW)) d_l7 (.clk(clk), .d(l2), .q(l7));
  delay #(.N(1), .W(LW)) d_l8 (.clk(clk), .d(l7), .q(l8));
  delay #(.N(1), .W(LW)) d_l9 (.clk(clk), .d(l8), .q(l9));
  delay #(.N(5), .W(LW)) d_l14 (.clk(clk), .d(l9), .q(l14));
  delay #(.N(2), .W(RAW)) d_row2 (.clk(clk), .d(row), .q(row2));
  delay #(.N(7), .W(RAW)) d_row9 (.clk(clk), .d(row2), .q(row9));
  delay #(.N(4), .W(1)) d_first4 (.clk(clk), .d(first_step), .q(first4));

  // Gates in the order i, f, g, o.
  wire [4*G-1:0] z2;
  genvar n;
  generate
    for (n = 0; n < 4; n = n + 1) begin : g_gate
      wire [ACC-1:0] aligned;
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(BIAS_W), .OUT_W(ACC), .SHIFTS(SH_B)) align
        (.layer(layer), .a(bias[n*BIAS_W +: BIAS_W]), .y(aligned));
      reg [ACC-1:0] sum1;
      wire [G-1:0] z;
      reg [G-1:0] z_reg;
      layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(ACC), .OUT_W(G), .IN_WS(ACC_WS), .DROPS(GATE_DROPS),
        .OUT_WS(GATE_WS), .MODE(MODE), .SAT(SAT)) round (.layer(l1), .a(sum1), .y(z));
      always @(posedge clk) begin
        sum1 <= sums_x[n*ACC +: ACC] + sums_h[n*ACC +: ACC] + aligned;
        z_reg <= z;
      end
      assign z2[n*G +: G] = z_reg;
    end
  endgenerate

  wire [A-1:0] i4, f4, g4, o4, o11, t11;
  layer_table #(.LAYERS(LAYERS), .LW(LW), .IN_W(G), .OUT_W(A), .LOG(SIGMOID_LOG), .IN_WS(GATE_WS),
    .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .PORTS(2), .STYLE(TABLE_STYLE), .IMAGE(SIGMOID)) sigmoid_if
    (.clk(clk), .layer(l2), .a(z2[0 +: 2*G]), .y({f4, i4}));
  layer_table #(.LAYERS(LAYERS), .LW(LW), .IN_W(G), .OUT_W(A), .LOG(SIGMOID_LOG), .IN_WS(GATE_WS),
    .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS), .PORTS(1), .STYLE(TABLE_STYLE), .IMAGE(SIGMOID)) sigmoid_o
    (.clk(clk), .layer(l2), .a(z2[3*G +: G]), .y(o4));
  layer_table #(.LAYERS(LAYERS), .LW(LW), .IN_W(G), .OUT_W(A), .LOG(TANH_LOG), .IN_WS(GATE_WS),
    .SHIFTS(TANH_SHIFTS), .LOGS(TANH_LOGS), .PORTS(1), .STYLE(TABLE_STYLE), .IMAGE(TANH)) tanh_g
    (.clk(clk), .layer(l2), .a(z2[2*G +: G]), .y(g4));

  // c
  wire [C-1:0] c_read, c8;
  reg [C-1:0] c9;
  wire [A+C-1:0] kept7;
  wire [2*A-1:0] new7, out14;
  wire [SUM-1:0] kept_aligned, new_aligned;
  reg [SUM-1:0] sum8;
  ram_1w1r #(.W(C), .DEPTH(ROWS), .AW(RAW), .STYLE(C_STYLE)) c_memory
    (.clk(clk), .we(v[9]), .wa(row9), .wd(c9), .ra(row2), .q(c_read));
  product #(.A(A), .B(C)) keep (.clk(clk), .a(f4), .b(first4 ? {C{1'b0}} : c_read), .p(kept7));
  product #(.A(A), .B(A)) renew (.clk(clk), .a(i4), .b(g4), .p(new7));
  layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(A+C), .OUT_W(SUM), .SHIFTS(SH_FORGET)) align_kept
    (.layer(l7), .a(kept7), .y(kept_aligned));
  layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(2*A), .OUT_W(SUM), .SHIFTS(SH_INPUT)) align_new
    (.layer(l7), .a(new7), .y(new_aligned));
  layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(SUM), .OUT_W(C), .IN_WS(SUM_WS), .DROPS(CELL_DROPS),
    .OUT_WS(CELL_WS), .MODE(MODE), .SAT(SAT)) round_c (.layer(l8), .a(sum8), .y(c8));
  always @(posedge clk) begin
    sum8 <= kept_aligned + new_aligned;
    c9 <= c8;
  end

  // h
  reg [S-1:0] h15;
  wire [S-1:0] h14;
  layer_table #(.LAYERS(LAYERS), .LW(LW), .IN_W(C), .OUT_W(A), .LOG(TANH_LOG), .IN_WS(CELL_WS),
    .SHIFTS(CTANH_SHIFTS), .LOGS(CTANH_LOGS), .PORTS(1), .STYLE(TABLE_STYLE), .IMAGE(CTANH)) tanh_c
    (.clk(clk), .layer(l9), .a(c9), .y(t11));
  delay #(.N(7), .W(A)) d_o (.clk(clk), .d(o4), .q(o11));
  product #(.A(A), .B(A)) emit (.clk(clk), .a(o11), .b(t11), .p(out14));
  layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(2*A), .OUT_W(S), .IN_WS(OUT_WS), .DROPS(STATE_DROPS),
    .OUT_WS(STATE_WS), .MODE(MODE), .SAT(SAT)) round_h (.layer(l14), .a(out14), .y(h14));
  always @(posedge clk) h15 <= h14;
  assign valid = v[15];
  assign h = h15;
endmodule
`default_nettype wire
