// One block RAM with both ports; a port that writes does not read.
`default_nettype none
module ram_bank #(parameter W = 16, parameter DEPTH = 16, parameter AW = 4) (
  input  wire clk,
  input  wire we0,
  input  wire we1,
  input  wire [AW-1:0] a0,
  input  wire [AW-1:0] a1,
  input  wire [W-1:0] d0,
  input  wire [W-1:0] d1,
  output reg  [W-1:0] q0,
  output reg  [W-1:0] q1
);
  localparam B = DEPTH > 1 ? $clog2(DEPTH) : 1;  // the address may be wider
  wire unused = &{1'b0, a0, a1};
  (* ram_style = "block" *) reg [W-1:0] mem [0:DEPTH-1];
  always @(posedge clk) begin
    if (we0) mem[a0[B-1:0]] <= d0;
    else q0 <= mem[a0[B-1:0]];
  end
  always @(posedge clk) begin
    if (we1) mem[a1[B-1:0]] <= d1;
    else q1 <= mem[a1[B-1:0]];
  end
endmodule
`default_nettype wire
