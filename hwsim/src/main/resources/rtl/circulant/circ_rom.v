// A memory of constants with an output register: what is read comes two cycles after the address.
// More than 64 words lie in block RAM, fewer in look-up tables.
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
  reg [W-1:0] q;
  always @(posedge clk) rd <= q;
  generate
    if (DEPTH > 64) begin : g_block
      (* ram_style = "block", rom_style = "block" *) reg [W-1:0] mem [0:DEPTH-1];
      if (INIT != "") begin : g_init
        initial $readmemh(INIT, mem);
      end
      always @(posedge clk) q <= mem[ra];
    end else begin : g_logic
      reg [W-1:0] mem [0:DEPTH-1];
      if (INIT != "") begin : g_init
        initial $readmemh(INIT, mem);
      end
      always @(posedge clk) q <= mem[ra];
    end
  endgenerate
endmodule
`default_nettype wire
