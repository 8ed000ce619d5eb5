// Walks over the rows of one part (x or h), all layers of all steps, and over the groups of projection rows
// that follow a layer's rows. A row or group starts in the first cycle in which its weights have been fetched,
// its operands are there and its partner allows it; its beats follow without a gap. Fields of 16 bits a layer,
// of 32 for the addresses at which a layer's weights end.
`default_nettype none
module brds_issue #(
  parameter LAYERS = 1, parameter LW = 1, parameter FETCH = 3, parameter DEPTH = 16, parameter DAW = 4,
  parameter [16*LAYERS-1:0] CELLS = 0, parameter [16*LAYERS-1:0] BEATS = 0,
  parameter PROJECTS = 0, parameter DEPTH_P = 1, parameter PAW = 1,
  parameter [16*LAYERS-1:0] GROUPS = 0, parameter [16*LAYERS-1:0] BEATS_P = 0,
  parameter [32*LAYERS-1:0] ENDS = 0, parameter [32*LAYERS-1:0] ENDS_P = 0
) (
  input  wire clk,
  input  wire rst,
  input  wire run,
  input  wire may_start,               // all conditions of the row but its weights
  output wire advance,
  output reg  [DAW-1:0] address,
  output wire [PAW-1:0] address_p,
  output wire turn,                    // the word fetched now is one of the projection
  output wire enter_first,
  output wire waiting,                 // a row's first beat is fetched and has not started
  output wire fire,
  output wire first,
  output wire last,
  output wire project,                 // the row is a group of projection rows
  output wire layer_done,              // the last beat of the layer's last row or group fires
  output reg  [LW-1:0] layer,
  output reg  [15:0] beat,
  output reg  bank,                    // parity of the step
  output reg  first_step
);
  reg [FETCH-1:0] filled;
  reg [15:0] row;
  wire valid = filled[FETCH-1];
  wire [15:0] beats = project ? BEATS_P[16*layer +: 16] : BEATS[16*layer +: 16];
  wire [15:0] rows = project ? GROUPS[16*layer +: 16] : CELLS[16*layer +: 16];
  localparam integer LAYER_END = LAYERS - 1;
  localparam integer ADDRESS_END = DEPTH - 1;
  localparam [LW-1:0] LAST_LAYER = LAYER_END[LW-1:0];
  localparam [DAW-1:0] LAST_ADDRESS = ADDRESS_END[DAW-1:0];
  assign first = beat == 16'd0;
  assign last = beat == beats - 16'd1;
  assign waiting = valid && first;
  assign fire = valid && (!first || may_start);
  assign advance = run && (!valid || fire);
  assign enter_first = !valid || last;
  wire rows_done = fire && last && row == rows - 16'd1;
  always @(posedge clk) begin
    if (advance) filled <= {filled[FETCH-2:0], 1'b1};
    if (fire) begin
      beat <= last ? 16'd0 : beat + 16'd1;
      if (last) row <= rows_done ? 16'd0 : row + 16'd1;
      if (layer_done) begin
        layer <= layer == LAST_LAYER ? {LW{1'b0}} : layer + 1'b1;
        if (layer == LAST_LAYER) begin
          bank <= ~bank;
          first_step <= 1'b0;
        end
      end
    end
    if (rst) begin
      filled <= {FETCH{1'b0}};
      beat <= 16'd0;
      row <= 16'd0;
      layer <= {LW{1'b0}};
      bank <= 1'b0;
      first_step <= 1'b1;
    end
  end
  generate
    if (PROJECTS == 0) begin : g_rows
      assign project = 1'b0;
      assign turn = 1'b0;
      assign address_p = {PAW{1'b0}};
      assign layer_done = rows_done;
      always @(posedge clk) begin
        if (advance) address <= address == LAST_ADDRESS ? {DAW{1'b0}} : address + 1'b1;
        if (rst) address <= {DAW{1'b0}};
      end
    end else begin : g_groups
      // Two memories are read in turn, a layer's rows and then its groups.
      localparam integer ADDRESS_P_END = DEPTH_P - 1;
      localparam [PAW-1:0] LAST_ADDRESS_P = ADDRESS_P_END[PAW-1:0];
      reg groups_now, turn_now;
      reg [PAW-1:0] at_p;
      reg [LW-1:0] ahead;              // the layer whose weights are fetched
      wire more = GROUPS[16*layer +: 16] != 16'd0;
      wire more_ahead = GROUPS[16*ahead +: 16] != 16'd0;
      wire [31:0] end_h = ENDS[32*ahead +: 32];
      wire [31:0] end_p = ENDS_P[32*ahead +: 32];
      wire last_h = {{(32-DAW){1'b0}}, address} == end_h - 32'd1;
      wire last_p = {{(32-PAW){1'b0}}, at_p} == end_p - 32'd1;
      wire next = turn_now ? last_p : last_h && !more_ahead;
      assign project = groups_now;
      assign turn = turn_now;
      assign address_p = at_p;
      assign layer_done = rows_done && (groups_now || !more);
      always @(posedge clk) begin
        if (rows_done) groups_now <= !groups_now && more;
        if (advance) begin
          if (turn_now) at_p <= at_p == LAST_ADDRESS_P ? {PAW{1'b0}} : at_p + 1'b1;
          else address <= address == LAST_ADDRESS ? {DAW{1'b0}} : address + 1'b1;
          turn_now <= turn_now ? !last_p : last_h && more_ahead;
          if (next) ahead <= ahead == LAST_LAYER ? {LW{1'b0}} : ahead + 1'b1;
        end
        if (rst) begin
          groups_now <= 1'b0;
          turn_now <= 1'b0;
          address <= {DAW{1'b0}};
          at_p <= {PAW{1'b0}};
          ahead <= {LW{1'b0}};
        end
      end
    end
  endgenerate
endmodule
`default_nettype wire
