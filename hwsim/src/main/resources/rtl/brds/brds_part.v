// One part (Wx*x or Wh*h) of one gate: weights, columns, operands, products and the row's running sum.
// Operands lie in vector A or, where b2 is 1, in vector B: inputs of layers above the first, or what is
// projected. Dense rows take them from slices that all gates share. LAYERS counts the sets of constants:
// projections have one of their own. Cycle 0 is when a beat fires: b2 and live2 belong to cycle 2,
// add, first and acc_layer to the cycle in which the tree's result is there.
`default_nettype none
module brds_part #(
  parameter R = 2, parameter VW = 16, parameter IW = 4, parameter CW = 6, parameter COLUMNS = 1,
  parameter LEVELS = 1, parameter STAGES = 2, parameter TREE = 1, parameter DEPTH = 16, parameter DAW = 4,
  parameter V = 16, parameter ACC = 40, parameter LAYERS = 1, parameter LW = 1,
  parameter [8*LAYERS-1:0] SHIFTS = 0, parameter [16*LAYERS-1:0] BASES = 0,
  parameter A_W = 16, parameter A_DEPTH = 16, parameter A_FORM = 2, parameter A_WP = 1,
  parameter HAS_B = 0, parameter B_W = 16, parameter B_DEPTH = 16, parameter B_FORM = 1,
  parameter IMAGE = "", parameter VW_R = 16, parameter IW_R = 4,
  parameter PROJECTS = 0, parameter VW_P = 16, parameter IW_P = 4, parameter DEPTH_P = 1, parameter PAW = 1,
  parameter IMAGE_P = ""
) (
  input  wire clk,
  input  wire advance,
  input  wire [DAW-1:0] address,
  input  wire [PAW-1:0] address_p,
  input  wire turn,
  input  wire enter_first,
  input  wire [LW-1:0] layer,
  input  wire rbank,
  input  wire a_bank,
  input  wire [A_WP-1:0] a_we,
  input  wire [A_WP*CW-1:0] a_wa,
  input  wire [A_WP*A_W-1:0] a_wd,
  input  wire b_we,
  input  wire [CW-1:0] b_wa,
  input  wire [B_W-1:0] b_wd,
  input  wire [R*V-1:0] shared,
  input  wire b2,
  input  wire [R-1:0] live2,
  input  wire first,
  input  wire add,
  input  wire [LW-1:0] acc_layer,
  output wire [ACC-1:0] sum
);
  wire [R*VW-1:0] values, values2;
  wire [R*CW-1:0] columns, at;
  brds_fetch #(.R(R), .VW(VW), .IW(IW), .CW(CW), .COLUMNS(COLUMNS), .LEVELS(LEVELS), .STAGES(STAGES),
    .DEPTH(DEPTH), .DAW(DAW), .IMAGE(IMAGE), .VW_R(VW_R), .IW_R(IW_R), .PROJECTS(PROJECTS), .VW_P(VW_P),
    .IW_P(IW_P), .DEPTH_P(DEPTH_P), .PAW(PAW),
    .IMAGE_P(IMAGE_P)) fetch (
    .clk(clk), .advance(advance), .address(address), .address_p(address_p), .turn(turn), .enter_first(enter_first),
    .values(values), .columns(columns));
  delay #(.N(2), .W(R*VW)) wait_operands (.clk(clk), .d(values), .q(values2));

  wire [R*V-1:0] operands;
  genvar m;
  generate
    if (COLUMNS == 2) begin : g_dense
      assign operands = shared;
      assign at = columns;
    end else begin : g_sparse
      wire [R*A_W-1:0] a;
      for (m = 0; m < R; m = m + 1) begin : g_at
        if (LAYERS == 1) begin : g_plain
          assign at[m*CW +: CW] = columns[m*CW +: CW];
        end else begin : g_base
          wire [15:0] base = BASES[16*layer +: 16];
          wire unused_base = &base;
          assign at[m*CW +: CW] = columns[m*CW +: CW] + base[CW-1:0];
        end
      end
      brds_vector #(.R(R), .W(A_W), .CW(CW), .DEPTH(A_DEPTH), .BANKS(2), .FORM(A_FORM), .WP(A_WP)) vector_a (
        .clk(clk), .rbank(rbank), .columns(at), .wbank(a_bank), .we(a_we), .wa(a_wa), .wd(a_wd),
        .operands(a));
      if (HAS_B != 0) begin : g_b
        wire [R*B_W-1:0] b;
        brds_vector #(.R(R), .W(B_W), .CW(CW), .DEPTH(B_DEPTH), .BANKS(1), .FORM(B_FORM), .WP(1)) vector_b (
          .clk(clk), .rbank(1'b0), .columns(at), .wbank(1'b0), .we(b_we), .wa(b_wa), .wd(b_wd),
          .operands(b));
        for (m = 0; m < R; m = m + 1) begin : g_mux
          wire [A_W-1:0] am = a[m*A_W +: A_W];
          wire [B_W-1:0] bm = b[m*B_W +: B_W];
          wire [V-1:0] ae, be;
          layer_shift #(.IN_W(A_W), .OUT_W(V)) extend_a (.layer(1'b0), .a(am), .y(ae));
          layer_shift #(.IN_W(B_W), .OUT_W(V)) extend_b (.layer(1'b0), .a(bm), .y(be));
          assign operands[m*V +: V] = b2 ? be : ae;
        end
      end else begin : g_a
        for (m = 0; m < R; m = m + 1) begin : g_only
          layer_shift #(.IN_W(A_W), .OUT_W(V)) extend
            (.layer(1'b0), .a(a[m*A_W +: A_W]), .y(operands[m*V +: V]));
        end
      end
    end
  endgenerate

  // What one form of the operands does not need of the others.
  wire unused = &{1'b0, layer, rbank, a_bank, a_we, a_wa, a_wd, b_we, b_wa, b_wd, shared, b2, columns, at};

  wire [R*V-1:0] live;
  generate
    for (m = 0; m < R; m = m + 1) begin : g_live
      assign live[m*V +: V] = live2[m] ? operands[m*V +: V] : {V{1'b0}};
    end
  endgenerate
  dot #(.R(R), .VW(VW), .V(V), .ACC(ACC), .LEVELS(TREE), .LAYERS(LAYERS), .LW(LW), .SHIFTS(SHIFTS)) weighted (
    .clk(clk), .w(values2), .v(live), .first(first), .add(add), .layer(acc_layer), .sum(sum));
endmodule
`default_nettype wire
