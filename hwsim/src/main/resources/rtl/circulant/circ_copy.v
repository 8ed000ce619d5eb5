// The first cycles of a matrix-vector stage: the blocks of y(t-1), then those of the output of the
// layer below, are copied from the state memory into the vector buffer, one a cycle.
`default_nettype none
module circ_copy #(
  parameter CW = 4,             // bits of a block's number
  parameter LAYERS = 1,
  parameter LW = 1,
  parameter LANES = 1,          // blocks side by side in the state memory
  parameter PW = 1,
  parameter [LAYERS*32-1:0] LAST_OWN = 0,
  parameter [LAYERS*32-1:0] LAST_BELOW = 0     // not used by layer 0, which copies its own alone
) (
  input  wire          clk,
  input  wire          rst,
  input  wire          start,
  input  wire [LW-1:0] layer,
  output wire          below,    // cycle 0: whose block, its number, and where it lies
  output wire [CW-1:0] block,
  output wire [CW-1:0] row,
  output wire [PW-1:0] lane,
  output wire          we,       // cycle 2
  output wire          below2,
  output wire [CW-1:0] block2,
  output wire          done,     // the cycle in which the last block can be read
  output wire          busy
);
  localparam integer LAST = LANES - 1;
  reg running;
  reg other;
  reg [CW-1:0] count;
  reg [CW-1:0] group;
  reg [PW-1:0] side;
  wire [CW-1:0] last_own;
  wire [CW-1:0] last_below;
  circ_const #(.N(LAYERS), .W(CW), .SELW(LW), .TABLE(LAST_OWN)) u_own (.sel(layer), .y(last_own));
  circ_const #(.N(LAYERS), .W(CW), .SELW(LW), .TABLE(LAST_BELOW)) u_below (.sel(layer), .y(last_below));
  wire step = start | running;
  wire at_last = (count == (other ? last_below : last_own));
  wire ended = at_last & (other | (layer == {LW{1'b0}}));
  wire done1;
  assign below = other;
  assign block = count;
  assign row = group;
  assign lane = side;
  always @(posedge clk) begin
    if (step) begin
      running <= ~ended;
      other <= at_last & ~ended | other & ~at_last;
      count <= at_last ? {CW{1'b0}} : count + 1'b1;
      side <= (at_last | side == LAST[PW-1:0]) ? {PW{1'b0}} : side + 1'b1;
      group <= at_last ? {CW{1'b0}} : (side == LAST[PW-1:0]) ? group + 1'b1 : group;
    end
    if (rst) begin
      running <= 1'b0;
      other <= 1'b0;
      count <= {CW{1'b0}};
      side <= {PW{1'b0}};
      group <= {CW{1'b0}};
    end
  end
  reg waiting;
  always @(posedge clk) waiting <= ~rst & (start | (waiting & ~done));
  assign busy = waiting;
  circ_flag #(.N(2)) u_we (.clk(clk), .rst(rst), .d(step), .q(we));
  circ_delay #(.W(CW+1), .N(2)) u_block (.clk(clk), .d({below, block}), .q({below2, block2}));
  circ_flag #(.N(2)) u_done1 (.clk(clk), .rst(rst), .d(step & ended), .q(done1));
  circ_flag #(.N(1)) u_done (.clk(clk), .rst(rst), .d(done1), .q(done));
endmodule
`default_nettype wire
