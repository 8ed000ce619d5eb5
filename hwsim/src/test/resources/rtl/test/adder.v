// Adds a word of a memory to every input word, two cycles later.
`default_nettype none
module adder #(parameter CONTRACT = 0, parameter W = 8, parameter OFFSET = 0, parameter IMAGE = "") (
  input  wire clk, input wire rst,
  input  wire in_valid, output wire in_ready, input wire [W-1:0] in_data,
  output reg  out_valid, output reg [W-1:0] out_data
);
  localparam [31:0] OFFSET_WORD = OFFSET;
  reg [W-1:0] table_word [0:1];
  reg [W-1:0] sum;
  reg valid;
  initial $readmemh(IMAGE, table_word);
  initial if (CONTRACT == 0) $display("lstmc adder: CONTRACT is not set");
  assign in_ready = 1'b1;
  always @(posedge clk) begin
    valid <= in_valid && !rst;
    sum <= in_data + table_word[in_data[0]] + OFFSET_WORD[W-1:0];
    out_valid <= valid && !rst;
    out_data <= sum;
  end
endmodule
`default_nettype wire
