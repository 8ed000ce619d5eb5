// One write and one read port; what is read comes a cycle after the address.
`default_nettype none
module circ_ram #(
  parameter W = 16,
  parameter DEPTH = 32,
  parameter AW = 5,
  // read by synthesis alone
  /* verilator lint_off UNUSEDPARAM */
  parameter STYLE = "distributed"
  /* verilator lint_on UNUSEDPARAM */
) (
  input  wire          clk,
  input  wire          we,
  input  wire [AW-1:0] wa,
  input  wire [W-1:0]  wd,
  input  wire [AW-1:0] ra,
  output reg  [W-1:0]  rd
);
  (* ram_style = STYLE *) reg [W-1:0] mem [0:DEPTH-1];
  always @(posedge clk) begin
    if (we) mem[wa] <= wd;
    rd <= mem[ra];
  end
endmodule
`default_nettype wire
