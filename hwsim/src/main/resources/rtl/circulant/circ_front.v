// What all networks share: the frames, the x memory, the state memory, the copy of y(t-1) and of the
// output of the layer below into the vector buffer, and the first matrix-vector unit.
`default_nettype none
module circ_front #(
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter STAGES = 2,
  parameter STEPS = 1,
  parameter STEP_BITS = 16,
  parameter ROUND = 0,
  parameter SAT = 1,
  parameter TW = 12,
  parameter TF = 10,
  parameter PROJECTS = 0,       // 1: the state is written by ROW_LANES blocks, not by V words
  parameter AGAIN = 0,          // 1: x is read once more, two stages later
  parameter XB = 12,            // bits of x
  parameter HW = 12,            // bits of the state
  parameter V = 1,
  parameter X_LOG = 3,
  parameter X_PER_BEAT = 4,
  parameter X_NW = 8,
  parameter X_ROWS = 4,  // addresses of one vector
  parameter X_AW = 3,
  parameter X_LAST_BEAT = 0,
  parameter X_BW = 4,
  parameter X_STYLE = "distributed",
  parameter A_K = 8,
  parameter A_LANES = 1,
  parameter A_VW = 12,
  parameter A_XW = 12,
  parameter A_WW = 12,
  parameter A_AW = 32,
  parameter A_IW = 12,
  parameter A_HALVINGS = 0,  // of the forward transform
  parameter A_PRODUCTS = 15,
  parameter A_BACK = 10,
  parameter A_CW = 4,
  parameter A_GW = 4,
  parameter A_SW = 4,  // bits of out_addr
  parameter A_DEPTH = 16,
  parameter A_DW = 4,
  parameter A_INIT = "",
  parameter [(A_K/4+1)*32-1:0] A_COS = 0,
  parameter [(A_K/4+1)*32-1:0] A_SIN = 0,
  parameter [LAYERS*32-1:0] A_LAST_PASS = 0,
  parameter [LAYERS*128-1:0] A_LAST_GROUP = 0,
  parameter [LAYERS*128-1:0] A_PARTS = 0,  // bit 0: part 0 is there; bit 1: part 1
  parameter [LAYERS*64-1:0] A_LAST_COLUMN = 0,  // by layer and part
  parameter [LAYERS*64-1:0] A_LAST_WORDS = 0,  // words of the last block that exist, less one
  parameter [LAYERS*32-1:0] A_BASE = 0,
  parameter [LAYERS*64-1:0] A_IN_DROPS = 0,
  parameter [LAYERS*256-1:0] A_SHIFTS = 0,  // by layer, pass and part
  parameter [LAYERS*128-1:0] A_ACC_BITS = 0,
  parameter [LAYERS*128-1:0] A_ACC_DROPS = 0,
  // state memory, by layer and lowest bit of the step; the vector buffer
  parameter S_LOG = 3,
  parameter S_NW = 8,
  parameter S_DEPTH = 4,
  parameter S_AW = 2,
  parameter S_STYLE = "distributed",
  parameter [LAYERS*64-1:0] S_BASE = 0,
  parameter ROW_LANES = 1,
  parameter ROW_K = 8,
  parameter ROW_PW = 1,
  parameter ROW_AW = 4,
  parameter [LAYERS*32-1:0] LAST_OWN = 0,
  parameter [LAYERS*32-1:0] LAST_BELOW = 0,
  parameter BUFFER_DEPTH = 16,
  parameter BUFFER_AW = 4,
  parameter BUFFER_STYLE = "distributed",
  parameter AGAIN_STYLE = "distributed",
  parameter [LAYERS*32-1:0] BELOW_AT = 0
) (
  input  wire                      clk,
  input  wire                      rst,
  input  wire                      in_valid,
  output wire                      in_ready,
  input  wire [X_PER_BEAT*XB-1:0]  in_data,
  // frames
  input  wire [STAGES-2:0]         busy,      // of the stages after this one
  input  wire                      ended,
  output wire [STAGES-1:0]         start,
  output wire [STAGES*LW-1:0]      layer,
  output wire [STAGES-1:0]         first,
  output wire [STAGES-1:0]         odd,
  output wire [STAGES*2-1:0]       tag,
  // the layer's output comes back, from the last stage
  input  wire                      s_we,
  input  wire [S_NW-1:0]           s_word,
  input  wire [V-1:0]              s_keep,
  input  wire [V*HW-1:0]           s_data,
  input  wire [ROW_AW-1:0]         row_number,
  input  wire [ROW_LANES*ROW_K*HW-1:0] row_data,
  // x once more, for the stage after the next
  input  wire [A_CW-1:0]           again_block,
  output wire [A_K*A_VW-1:0]       again_q,
  // products
  output wire                      a_valid,
  output wire [A_SW-1:0]           a_addr,
  output wire [A_LANES*A_K*A_IW-1:0] a_data
);
  localparam PORTS = (AGAIN != 0) ? 2 : 1;
  wire x_there;
  wire x_taken;
  wire copy_busy;
  wire unit_busy;
  wire unit_ended;
  wire unused = &{1'b0, unit_ended, tag};
  circ_frames #(.STAGES(STAGES), .LAYERS(LAYERS), .LW(LW), .STEPS(STEPS), .TW(STEP_BITS))
    u_frames (.clk(clk), .rst(rst), .busy({busy, copy_busy | unit_busy}), .ended(ended),
      .x_there(x_there), .x_taken(x_taken), .start(start), .layer(layer), .first(first),
      .odd(odd), .tag(tag));

  wire [LW-1:0] layer0 = layer[0 +: LW];
  wire part;
  wire [A_CW-1:0] col;
  wire [PORTS-1:0] x_odd;
  wire [PORTS*A_CW-1:0] x_block;
  wire [PORTS*A_K*XB-1:0] x_q;
  circ_input #(.K(A_K), .LOG(X_LOG), .PER_BEAT(X_PER_BEAT), .W(XB), .NW(X_NW), .ROWS(X_ROWS),
    .AW(X_AW), .CW(A_CW), .LAST_BEAT(X_LAST_BEAT), .BW(X_BW), .PORTS(PORTS), .STYLE(X_STYLE))
    u_input (.clk(clk), .rst(rst), .in_valid(in_valid), .in_ready(in_ready), .in_data(in_data),
      .there(x_there), .taken(x_taken), .odd(x_odd), .block(x_block), .q(x_q));

  // ---- copy
  wire below;
  wire below2;
  wire copy_we;
  wire copy_done;
  wire [A_CW-1:0] copy_block;
  wire [A_CW-1:0] copy_block2;
  wire [A_CW-1:0] copy_row;
  wire [ROW_PW-1:0] copy_lane;
  circ_copy #(.CW(A_CW), .LAYERS(LAYERS), .LW(LW), .LANES(ROW_LANES), .PW(ROW_PW),
    .LAST_OWN(LAST_OWN), .LAST_BELOW(LAST_BELOW))
    u_copy (.clk(clk), .rst(rst), .start(start[0]), .layer(layer0), .below(below),
      .block(copy_block), .row(copy_row), .lane(copy_lane), .we(copy_we), .below2(below2),
      .block2(copy_block2), .done(copy_done), .busy(copy_busy));
  wire [LW-1:0] from = below ? layer0 - 1'b1 : layer0;
  wire [LW-1:0] last_layer = layer[(STAGES-1)*LW +: LW];
  wire [S_AW-1:0] rbase;
  wire [S_AW-1:0] wbase;
  wire [A_K*HW-1:0] state_q;
  circ_const #(.N(2*LAYERS), .W(S_AW), .SELW(LW+1), .TABLE(S_BASE))
    u_rbase (.sel({from, odd[0] ^ ~below}), .y(rbase));
  circ_const #(.N(2*LAYERS), .W(S_AW), .SELW(LW+1), .TABLE(S_BASE))
    u_wbase (.sel({last_layer, odd[STAGES-1]}), .y(wbase));
  generate
    if (PROJECTS == 0) begin : g_words
      wire unused_row = &{1'b0, row_number, row_data, copy_row, copy_lane};
      circ_words #(.LOG(S_LOG), .K(A_K), .V(V), .W(HW), .NW(S_NW), .DEPTH(S_DEPTH), .AW(S_AW),
        .CW(A_CW), .STYLE(S_STYLE))
        u_state (.clk(clk), .we(s_we), .wbase(wbase), .word(s_word), .keep(s_keep), .wd(s_data),
          .rbase(rbase), .block(copy_block), .rd(state_q));
    end else begin : g_rows
      wire unused_words = &{1'b0, s_word, s_keep, s_data, copy_block};
      wire [S_AW-1:0] to_row;
      wire [S_AW-1:0] from_row;
      wire [ROW_LANES*ROW_K*HW-1:0] row;
      circ_fit #(.IW(ROW_AW), .OW(S_AW)) u_to (.a(row_number), .y(to_row));
      circ_fit #(.IW(A_CW), .OW(S_AW)) u_from (.a(copy_row), .y(from_row));
      circ_ram #(.W(ROW_LANES*ROW_K*HW), .DEPTH(S_DEPTH), .AW(S_AW), .STYLE(S_STYLE))
        u_rows (.clk(clk), .we(s_we), .wa(wbase + to_row), .wd(row_data), .ra(rbase + from_row), .rd(row));
      reg [ROW_PW-1:0] lane1;
      reg [A_K*HW-1:0] picked;
      integer r;
      always @(posedge clk) lane1 <= copy_lane;
      always @* begin
        picked = row[0 +: A_K*HW];
        for (r = 1; r < ROW_LANES*ROW_K/A_K; r = r + 1)
          if (lane1 == r[ROW_PW-1:0]) picked = row[r*A_K*HW +: A_K*HW];
      end
      assign state_q = picked;
    end
  endgenerate

  // ---- vector buffer
  reg [A_K*HW-1:0] moved;
  wire [A_CW-1:0] below_at;
  wire [BUFFER_AW-1:0] buffer_to;
  wire [BUFFER_AW-1:0] buffer_from;
  wire [A_K*HW-1:0] buffer_q;
  wire [A_CW-1:0] to_block = copy_block2 + (below2 ? below_at : {A_CW{1'b0}});
  wire [A_CW-1:0] from_block = col + (part ? {A_CW{1'b0}} : below_at);
  wire [A_K*HW-1:0] cleared = (first[0] & ~below2) ? {A_K*HW{1'b0}} : moved;
  circ_const #(.N(LAYERS), .W(A_CW), .SELW(LW), .TABLE(BELOW_AT)) u_below_at (.sel(layer0), .y(below_at));
  circ_fit #(.IW(A_CW), .OW(BUFFER_AW)) u_buffer_to (.a(to_block), .y(buffer_to));
  circ_fit #(.IW(A_CW), .OW(BUFFER_AW)) u_buffer_from (.a(from_block), .y(buffer_from));
  always @(posedge clk) moved <= state_q;
  circ_ram #(.W(A_K*HW), .DEPTH(BUFFER_DEPTH), .AW(BUFFER_AW), .STYLE(BUFFER_STYLE))
    u_buffer (.clk(clk), .we(copy_we), .wa(buffer_to), .wd(cleared), .ra(buffer_from), .rd(buffer_q));

  // ---- the unit
  reg part1;
  wire [A_K*A_VW-1:0] v_q;
  always @(posedge clk) part1 <= part;
  genvar i;
  generate
    for (i = 0; i < A_K; i = i + 1) begin : g_operand
      wire [A_VW-1:0] of_x;
      wire [A_VW-1:0] of_y;
      circ_align #(.IW(XB), .OW(A_VW)) u_x (.sel(1'b0), .a(x_q[i*XB +: XB]), .y(of_x));
      circ_align #(.IW(HW), .OW(A_VW)) u_y (.sel(1'b0), .a(buffer_q[i*HW +: HW]), .y(of_y));
      assign v_q[i*A_VW +: A_VW] = (~part1 & (layer0 == {LW{1'b0}})) ? of_x : of_y;
    end
  endgenerate
  circ_mvm #(.K(A_K), .LANES(A_LANES), .LAYERS(LAYERS), .LW(LW), .VW(A_VW), .XW(A_XW), .WW(A_WW),
    .AW(A_AW), .IW(A_IW), .OW(A_IW), .TW(TW), .TF(TF), .HALVINGS(A_HALVINGS), .ROUND(ROUND),
    .SAT(SAT), .PRODUCTS(A_PRODUCTS), .BACK(A_BACK), .CW(A_CW), .GW(A_GW), .SW(A_SW),
    .DEPTH(A_DEPTH), .DW(A_DW), .INIT(A_INIT), .COS(A_COS), .SIN(A_SIN), .LAST_PASS(A_LAST_PASS),
    .LAST_GROUP(A_LAST_GROUP), .PARTS(A_PARTS), .LAST_COLUMN(A_LAST_COLUMN),
    .LAST_WORDS(A_LAST_WORDS), .BASE(A_BASE), .IN_DROPS(A_IN_DROPS), .SHIFTS(A_SHIFTS),
    .ACC_BITS(A_ACC_BITS), .ACC_DROPS(A_ACC_DROPS), .OUT_IN_BITS({LAYERS{32'd0 + A_IW}}),
    .OUT_DROPS({LAYERS*32{1'b0}}), .OUT_BITS({LAYERS{32'd0 + A_IW}}))
    u_gates (.clk(clk), .rst(rst), .start(copy_done), .layer(layer0), .v_part(part), .v_col(col),
      .v_q(v_q), .out_valid(a_valid), .out_addr(a_addr), .out_data(a_data), .ended(unit_ended),
      .busy(unit_busy));

  // ---- x again: what was copied from below is kept for two stages more
  generate
    if (AGAIN == 0) begin : g_once
      wire unused_again = &{1'b0, again_block};
      assign x_odd = odd[0];
      assign x_block = col;
      assign again_q = {A_K*A_VW{1'b0}};
    end else begin : g_again
      wire [1:0] to_tag = tag[1:0];
      wire [1:0] from_tag = tag[5:4];
      wire [A_K*HW-1:0] kept_q;
      assign x_odd = {odd[2], odd[0]};
      assign x_block = {again_block, col};
      circ_ram #(.W(A_K*HW), .DEPTH(4 << A_CW), .AW(A_CW+2), .STYLE(AGAIN_STYLE))
        u_kept (.clk(clk), .we(copy_we & below2), .wa({to_tag, copy_block2}), .wd(moved),
          .ra({from_tag, again_block}), .rd(kept_q));
      for (i = 0; i < A_K; i = i + 1) begin : g_operand
        wire [A_VW-1:0] of_x;
        wire [A_VW-1:0] of_y;
        circ_align #(.IW(XB), .OW(A_VW)) u_x (.sel(1'b0), .a(x_q[(A_K+i)*XB +: XB]), .y(of_x));
        circ_align #(.IW(HW), .OW(A_VW)) u_y (.sel(1'b0), .a(kept_q[i*HW +: HW]), .y(of_y));
        assign again_q[i*A_VW +: A_VW] = (layer[2*LW +: LW] == {LW{1'b0}}) ? of_x : of_y;
      end
    end
  endgenerate
endmodule
`default_nettype wire
