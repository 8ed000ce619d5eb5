// A memory of constants with an output register: what is read comes two cycles after the address.
`default_nettype none
module circ_rom #(
  parameter W = 16,
  parameter DEPTH = 32,
  parameter AW = 5,
  parameter INIT = ""
) (
  input  wire          clk,
  input  wire [AW-1:0] ra,
  output reg  [W-1:0]  rd
);
  reg [W-1:0] mem [0:DEPTH-1];
  reg [W-1:0] q;
  initial $readmemh(INIT, mem);
  always @(posedge clk) begin
    q <= mem[ra];
    rd <= q;
  end
endmodule
`default_nettype wire
