// Walks over the rows of one part (x or h), all layers of all steps. A row starts in the first cycle in
// which its weights have been fetched, its operands are there and its partner allows it; its beats follow
// without a gap. Fields of 16 bits a layer.
`default_nettype none
module brds_issue #(
  parameter LAYERS = 1, parameter LW = 1, parameter FETCH = 3, parameter DEPTH = 16, parameter DAW = 4,
  parameter [16*LAYERS-1:0] CELLS = 0, parameter [16*LAYERS-1:0] BEATS = 0
) (
  input  wire clk,
  input  wire rst,
  input  wire run,
  input  wire may_start,               // all conditions of the row but its weights
  output wire advance,
  output reg  [DAW-1:0] address,
  output wire enter_first,
  output wire waiting,                 // a row's first beat is fetched and has not started
  output wire fire,
  output wire first,
  output wire last,
  output wire layer_done,              // the last beat of the layer's last row fires
  output reg  [LW-1:0] layer,
  output reg  [15:0] beat,
  output reg  bank,                    // parity of the step
  output reg  first_step
);
  reg [FETCH-1:0] filled;
  reg [15:0] row;
  wire valid = filled[FETCH-1];
  wire [15:0] beats = BEATS[16*layer +: 16];
  wire [15:0] cells = CELLS[16*layer +: 16];
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
  assign layer_done = fire && last && row == cells - 16'd1;
  always @(posedge clk) begin
    if (advance) begin
      filled <= {filled[FETCH-2:0], 1'b1};
      address <= address == LAST_ADDRESS ? {DAW{1'b0}} : address + 1'b1;
    end
    if (fire) begin
      beat <= last ? 16'd0 : beat + 16'd1;
      if (last) row <= layer_done ? 16'd0 : row + 16'd1;
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
      address <= {DAW{1'b0}};
      beat <= 16'd0;
      row <= 16'd0;
      layer <= {LW{1'b0}};
      bank <= 1'b0;
      first_step <= 1'b1;
    end
  end
endmodule
`default_nettype wire
