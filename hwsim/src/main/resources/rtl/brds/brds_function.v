// From the sums of a row to o*tanh(c) (number contract, section 6), a row a cycle. The join with the bias is
// cycle 0; the constants T_* are the cycles in which what they name is there. Peepholes add a cycle to i, f and
// g; the output gate then waits for c.
`default_nettype none
module brds_function #(
  parameter LAYERS = 1, parameter LW = 1, parameter ACC = 40, parameter BIAS_W = 16, parameter ROWS = 16,
  parameter RAW = 4, parameter C_STYLE = "block", parameter TABLE_STYLE = "block",
  parameter [8*LAYERS-1:0] SH_B = 0, parameter [8*LAYERS-1:0] ACC_WS = 0,
  parameter G = 16, parameter [8*LAYERS-1:0] GATE_DROPS = 0, parameter [8*LAYERS-1:0] GATE_WS = 0,
  parameter A = 16, parameter C = 16, parameter U = 16,
  parameter SIGMOID_LOG = 8, parameter [8*LAYERS-1:0] SIGMOID_SHIFTS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_LOGS = 0,
  parameter TANH_LOG = 8, parameter [8*LAYERS-1:0] TANH_SHIFTS = 0, parameter [8*LAYERS-1:0] TANH_LOGS = 0,
  parameter [8*LAYERS-1:0] CTANH_SHIFTS = 0, parameter [8*LAYERS-1:0] CTANH_LOGS = 0,
  parameter [8*LAYERS-1:0] SH_FORGET = 0, parameter [8*LAYERS-1:0] SH_INPUT = 0, parameter SUM = 40,
  parameter [8*LAYERS-1:0] SUM_WS = 0,
  parameter [8*LAYERS-1:0] CELL_DROPS = 0, parameter [8*LAYERS-1:0] CELL_WS = 0,
  parameter [8*LAYERS-1:0] OUT_WS = 0, parameter [8*LAYERS-1:0] HIDDEN_DROPS = 0,
  parameter [8*LAYERS-1:0] HIDDEN_WS = 0, parameter MODE = 0, parameter SAT = 1,
  parameter [8*LAYERS-1:0] A_WS = 0,
  parameter SIGMOID_KIND = 0, parameter TANH_KIND = 0, parameter SIGMOID_SEGMENTS = 1, parameter TANH_SEGMENTS = 1,
  parameter LINE_XW = 16, parameter LINE_SW = 16, parameter LINE_OW = 16, parameter LINE_YW = 40,
  parameter [LINE_XW*SIGMOID_SEGMENTS*LAYERS-1:0] SIGMOID_STARTS = 0, parameter [LINE_XW*LAYERS-1:0] SIGMOID_BOUNDS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_UPS = 0, parameter [8*LAYERS-1:0] SIGMOID_OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] SIGMOID_DROPS = 0,
  parameter [LINE_XW*TANH_SEGMENTS*LAYERS-1:0] TANH_STARTS = 0, parameter [LINE_XW*LAYERS-1:0] TANH_BOUNDS = 0,
  parameter [8*LAYERS-1:0] TANH_UPS = 0, parameter [8*LAYERS-1:0] TANH_OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] TANH_DROPS = 0,
  parameter [LINE_XW*TANH_SEGMENTS*LAYERS-1:0] CTANH_STARTS = 0, parameter [LINE_XW*LAYERS-1:0] CTANH_BOUNDS = 0,
  parameter [8*LAYERS-1:0] CTANH_UPS = 0, parameter [8*LAYERS-1:0] CTANH_OFFSET_UPS = 0,
  parameter [8*LAYERS-1:0] CTANH_DROPS = 0,
  parameter SIGMOID = "", parameter TANH = "", parameter CTANH = "",
  parameter PEEPHOLES = 0, parameter P = 16, parameter [8*LAYERS-1:0] SH_P = 0, parameter P_STYLE = "block",
  parameter P_I = "", parameter P_F = "", parameter P_O = "",
  parameter SIG = 2, parameter TNH = 2, parameter T_H = 15  // cycles of the functions, and of the whole
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
  output wire ready,                   // peephole products of the next row are there
  output wire valid,
  output wire [U-1:0] h
);
  localparam T_SUM = 1 + PEEPHOLES;
  localparam T_Z = T_SUM + 1;
  localparam SLOWER = SIG > TNH ? SIG : TNH;
  localparam T_A = T_Z + SLOWER;
  localparam T_C = T_A + 5;            // product 3, sum, rounding
  localparam T_ZO = PEEPHOLES != 0 ? T_C + 5 : T_Z;
  localparam T_TC = T_C + TNH;
  localparam T_U = T_ZO + SIG > T_TC ? T_ZO + SIG : T_TC;
  initial if (T_H != T_U + 4) begin
    $display("lstmc brds: the stages of the function module are not those of the schedule");
    $finish;
  end

  // What accompanies a row: whether there is one, and its layer.
  reg [T_H:1] v;
  reg [(T_H-1)*LW-1:0] layers;
  always @(posedge clk) begin
    v <= rst ? {T_H{1'b0}} : {v[T_H-1:1], join_row};
    layers <= {layers[(T_H-2)*LW-1:0], layer};
  end
  wire [LW-1:0] l_1 = layers[0 +: LW];
  wire [LW-1:0] l_sum = layers[(T_SUM-1)*LW +: LW];
  wire [LW-1:0] l_z = layers[(T_Z-1)*LW +: LW];
  wire [LW-1:0] l_kept = layers[(T_A+2)*LW +: LW];
  wire [LW-1:0] l_cell = layers[(T_A+3)*LW +: LW];
  wire [LW-1:0] l_c = layers[(T_C-1)*LW +: LW];
  wire [LW-1:0] l_u = layers[(T_U+2)*LW +: LW];
  wire [RAW-1:0] row_c;

  // Gate sums in the order i, f, g, o.
  wire [4*ACC-1:0] joined;
  genvar n;
  generate
    for (n = 0; n < 4; n = n + 1) begin : g_gate
      wire [ACC-1:0] aligned;
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(BIAS_W), .OUT_W(ACC), .SHIFTS(SH_B)) align
        (.layer(layer), .a(bias[n*BIAS_W +: BIAS_W]), .y(aligned));
      reg [ACC-1:0] sum1;
      always @(posedge clk) sum1 <= sums_x[n*ACC +: ACC] + sums_h[n*ACC +: ACC] + aligned;
      assign joined[n*ACC +: ACC] = sum1;
    end
  endgenerate

  // c(t-1), and what peepholes add to it. sum_o is there one cycle before z_o, like the others.
  wire [C-1:0] c_old;
  reg [C-1:0] c_new;
  wire [ACC-1:0] sum_i, sum_f, sum_g, sum_o;
  wire [LW-1:0] l_sum_o, l_zo;
  generate
    if (PEEPHOLES == 0) begin : g_plain
      wire [RAW-1:0] row_a;
      wire first_a;
      wire [C-1:0] c_read;
      wire unused = &{1'b0, l_1};
      delay #(.N(T_A - 2), .W(RAW)) d_row_a (.clk(clk), .d(row), .q(row_a));
      delay #(.N(T_C - T_A + 2), .W(RAW)) d_row_c (.clk(clk), .d(row_a), .q(row_c));
      delay #(.N(T_A), .W(1)) d_first_a (.clk(clk), .d(first_step), .q(first_a));
      ram_1w1r #(.W(C), .DEPTH(ROWS), .AW(RAW), .STYLE(C_STYLE)) c_memory
        (.clk(clk), .we(v[T_C]), .wa(row_c), .wd(c_new), .re(2'b11), .ra(row_a), .q(c_read));
      assign c_old = first_a ? {C{1'b0}} : c_read;
      assign {sum_o, sum_g, sum_f, sum_i} = joined;
      assign l_sum_o = l_sum;
      assign l_zo = l_z;
      assign ready = 1'b1;
    end else begin : g_peepholes
      wire [P+C-1:0] product_i, product_f, product_o;
      reg [P+C-1:0] late_i, late_f;
      wire [C-1:0] c_ahead;
      wire [RAW-1:0] row_o;
      wire [P-1:0] weight_o;
      wire [ACC-1:0] up_i, up_f, up_o, joined_o;
      reg [ACC-1:0] total_i, total_f, total_g, total_o;
      wire unused = &{1'b0, first_step};
      delay #(.N(T_C - 2), .W(RAW)) d_row_o (.clk(clk), .d(row), .q(row_o));
      delay #(.N(2), .W(RAW)) d_row_c (.clk(clk), .d(row_o), .q(row_c));
      delay #(.N(T_A), .W(C)) d_c (.clk(clk), .d(c_ahead), .q(c_old));
      brds_peephole #(.ROWS(ROWS), .RAW(RAW), .C(C), .P(P), .C_STYLE(C_STYLE), .STYLE(P_STYLE),
        .IMAGE_I(P_I), .IMAGE_F(P_F)) ahead (
        .clk(clk), .rst(rst), .take(join_row), .we(v[T_C]), .wa(row_c), .wd(c_new), .ready(ready),
        .product_i(product_i), .product_f(product_f), .c(c_ahead));
      rom #(.W(P), .DEPTH(ROWS), .AW(RAW), .STYLE(P_STYLE), .IMAGE(P_O)) weights_o
        (.clk(clk), .en(2'b11), .a(row_o), .q(weight_o));
      product #(.A(P), .B(C)) multiply_o (.clk(clk), .en(3'b111), .a(weight_o), .b(c_new), .p(product_o));
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(P+C), .OUT_W(ACC), .SHIFTS(SH_P)) align_i
        (.layer(l_1), .a(late_i), .y(up_i));
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(P+C), .OUT_W(ACC), .SHIFTS(SH_P)) align_f
        (.layer(l_1), .a(late_f), .y(up_f));
      layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(P+C), .OUT_W(ACC), .SHIFTS(SH_P)) align_o
        (.layer(layers[(T_C+2)*LW +: LW]), .a(product_o), .y(up_o));
      delay #(.N(T_C + 2), .W(ACC)) d_sum_o (.clk(clk), .d(joined[3*ACC +: ACC]), .q(joined_o));
      always @(posedge clk) begin
        late_i <= product_i;
        late_f <= product_f;
        total_i <= joined[0 +: ACC] + up_i;
        total_f <= joined[ACC +: ACC] + up_f;
        total_g <= joined[2*ACC +: ACC];
        total_o <= joined_o + up_o;
      end
      assign sum_i = total_i;
      assign sum_f = total_f;
      assign sum_g = total_g;
      assign sum_o = total_o;
      assign l_sum_o = layers[(T_ZO-2)*LW +: LW];
      assign l_zo = layers[(T_ZO-1)*LW +: LW];
    end
  endgenerate

  // Rounded gates.
  reg [G-1:0] z_i, z_f, z_g, z_o;
  wire [4*G-1:0] rounded;
  generate
    for (n = 0; n < 4; n = n + 1) begin : g_round
      wire [4*ACC-1:0] sums = {sum_o, sum_g, sum_f, sum_i};
      wire unused_others = &{1'b0, sums};
      layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(ACC), .OUT_W(G), .IN_WS(ACC_WS), .DROPS(GATE_DROPS),
        .OUT_WS(GATE_WS), .MODE(MODE), .SAT(SAT)) round
        (.layer(n == 3 ? l_sum_o : l_sum), .a(sums[n*ACC +: ACC]), .y(rounded[n*G +: G]));
    end
  endgenerate
  always @(posedge clk) {z_o, z_g, z_f, z_i} <= rounded;

  wire [A-1:0] act_i, act_f, act_g, act_o, tanh_c, i_a, f_a, g_a, o_u, t_u;
  layer_act #(.KIND(SIGMOID_KIND), .LAYERS(LAYERS), .LW(LW), .IN_W(G), .OUT_W(A), .PORTS(2), .STYLE(TABLE_STYLE),
    .IMAGE(SIGMOID), .OUT_WS(A_WS), .LOG(SIGMOID_LOG), .IN_WS(GATE_WS), .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS),
    .SEGMENTS(SIGMOID_SEGMENTS), .XW(LINE_XW), .SW(LINE_SW), .OW(LINE_OW), .YW(LINE_YW), .STARTS(SIGMOID_STARTS),
    .BOUNDS(SIGMOID_BOUNDS), .UPS(SIGMOID_UPS), .OFFSET_UPS(SIGMOID_OFFSET_UPS), .DROPS(SIGMOID_DROPS)) sigmoid_if
    (.clk(clk), .layer(l_z), .a({z_f, z_i}), .y({act_f, act_i}));
  layer_act #(.KIND(SIGMOID_KIND), .LAYERS(LAYERS), .LW(LW), .IN_W(G), .OUT_W(A), .PORTS(1), .STYLE(TABLE_STYLE),
    .IMAGE(SIGMOID), .OUT_WS(A_WS), .LOG(SIGMOID_LOG), .IN_WS(GATE_WS), .SHIFTS(SIGMOID_SHIFTS), .LOGS(SIGMOID_LOGS),
    .SEGMENTS(SIGMOID_SEGMENTS), .XW(LINE_XW), .SW(LINE_SW), .OW(LINE_OW), .YW(LINE_YW), .STARTS(SIGMOID_STARTS),
    .BOUNDS(SIGMOID_BOUNDS), .UPS(SIGMOID_UPS), .OFFSET_UPS(SIGMOID_OFFSET_UPS), .DROPS(SIGMOID_DROPS)) sigmoid_o
    (.clk(clk), .layer(l_zo), .a(z_o), .y(act_o));
  layer_act #(.KIND(TANH_KIND), .LAYERS(LAYERS), .LW(LW), .IN_W(G), .OUT_W(A), .PORTS(1), .STYLE(TABLE_STYLE),
    .IMAGE(TANH), .OUT_WS(A_WS), .LOG(TANH_LOG), .IN_WS(GATE_WS), .SHIFTS(TANH_SHIFTS), .LOGS(TANH_LOGS),
    .SEGMENTS(TANH_SEGMENTS), .XW(LINE_XW), .SW(LINE_SW), .OW(LINE_OW), .YW(LINE_YW), .STARTS(TANH_STARTS),
    .BOUNDS(TANH_BOUNDS), .UPS(TANH_UPS), .OFFSET_UPS(TANH_OFFSET_UPS), .DROPS(TANH_DROPS)) tanh_g
    (.clk(clk), .layer(l_z), .a(z_g), .y(act_g));
  delay #(.N(SLOWER - SIG), .W(2*A)) d_if (.clk(clk), .d({act_f, act_i}), .q({f_a, i_a}));
  delay #(.N(SLOWER - TNH), .W(A)) d_g (.clk(clk), .d(act_g), .q(g_a));

  // c
  wire [C-1:0] c_rounded;
  wire [A+C-1:0] kept;
  wire [2*A-1:0] fresh, out;
  wire [SUM-1:0] kept_aligned, fresh_aligned;
  reg [SUM-1:0] cell_sum;
  product #(.A(A), .B(C)) keep (.clk(clk), .en(3'b111), .a(f_a), .b(c_old), .p(kept));
  product #(.A(A), .B(A)) renew (.clk(clk), .en(3'b111), .a(i_a), .b(g_a), .p(fresh));
  layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(A+C), .OUT_W(SUM), .SHIFTS(SH_FORGET)) align_kept
    (.layer(l_kept), .a(kept), .y(kept_aligned));
  layer_shift #(.LAYERS(LAYERS), .LW(LW), .IN_W(2*A), .OUT_W(SUM), .SHIFTS(SH_INPUT)) align_fresh
    (.layer(l_kept), .a(fresh), .y(fresh_aligned));
  layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(SUM), .OUT_W(C), .IN_WS(SUM_WS), .DROPS(CELL_DROPS),
    .OUT_WS(CELL_WS), .MODE(MODE), .SAT(SAT)) round_c (.layer(l_cell), .a(cell_sum), .y(c_rounded));
  always @(posedge clk) begin
    cell_sum <= kept_aligned + fresh_aligned;
    c_new <= c_rounded;
  end

  // h
  reg [U-1:0] h_reg;
  wire [U-1:0] h_rounded;
  layer_act #(.KIND(TANH_KIND), .LAYERS(LAYERS), .LW(LW), .IN_W(C), .OUT_W(A), .PORTS(1), .STYLE(TABLE_STYLE),
    .IMAGE(CTANH), .OUT_WS(A_WS), .LOG(TANH_LOG), .IN_WS(CELL_WS), .SHIFTS(CTANH_SHIFTS), .LOGS(CTANH_LOGS),
    .SEGMENTS(TANH_SEGMENTS), .XW(LINE_XW), .SW(LINE_SW), .OW(LINE_OW), .YW(LINE_YW), .STARTS(CTANH_STARTS),
    .BOUNDS(CTANH_BOUNDS), .UPS(CTANH_UPS), .OFFSET_UPS(CTANH_OFFSET_UPS), .DROPS(CTANH_DROPS)) tanh_of_c
    (.clk(clk), .layer(l_c), .a(c_new), .y(tanh_c));
  delay #(.N(T_U - T_TC), .W(A)) d_t (.clk(clk), .d(tanh_c), .q(t_u));
  delay #(.N(T_U - T_ZO - SIG), .W(A)) d_o (.clk(clk), .d(act_o), .q(o_u));
  product #(.A(A), .B(A)) emit (.clk(clk), .en(3'b111), .a(o_u), .b(t_u), .p(out));
  layer_round #(.LAYERS(LAYERS), .LW(LW), .IN_W(2*A), .OUT_W(U), .IN_WS(OUT_WS), .DROPS(HIDDEN_DROPS),
    .OUT_WS(HIDDEN_WS), .MODE(MODE), .SAT(SAT)) round_h (.layer(l_u), .a(out), .y(h_rounded));
  always @(posedge clk) h_reg <= h_rounded;
  assign valid = v[T_H];
  assign h = h_reg;
endmodule
`default_nettype wire
