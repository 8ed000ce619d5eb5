// Sums of one part of the four gates that wait for those of the other part. A sum that its partner awaits
// passes by the buffer. The pointers serve all four gates.
`default_nettype none
module brds_sums #(parameter ACC = 40, parameter DEPTH = 34) (
  input  wire clk,
  input  wire rst,
  input  wire done,                    // the sums below are those of a whole row
  input  wire [4*ACC-1:0] sums,
  input  wire take,
  output wire ready,
  output wire [4*ACC-1:0] head
);
  localparam AW = DEPTH > 1 ? $clog2(DEPTH) : 1;
  localparam integer END = DEPTH - 1;
  localparam [AW-1:0] LAST = END[AW-1:0];
  reg [AW-1:0] rd, wr;
  reg [AW:0] count;
  wire empty = count == 0;
  assign ready = done || !empty;
  wire push = done && !(take && empty);
  wire pop = take && !empty;
  genvar g;
  generate
    for (g = 0; g < 4; g = g + 1) begin : g_gate
      (* ram_style = "distributed" *) reg [ACC-1:0] mem [0:DEPTH-1];
      always @(posedge clk) if (push) mem[wr] <= sums[g*ACC +: ACC];
      assign head[g*ACC +: ACC] = empty ? sums[g*ACC +: ACC] : mem[rd];
    end
  endgenerate
  always @(posedge clk) begin
    if (push) wr <= wr == LAST ? {AW{1'b0}} : wr + 1'b1;
    if (pop) rd <= rd == LAST ? {AW{1'b0}} : rd + 1'b1;
    count <= count + {{AW{1'b0}}, push} - {{AW{1'b0}}, pop};
    if (rst) begin
      rd <= {AW{1'b0}};
      wr <= {AW{1'b0}};
      count <= {(AW+1){1'b0}};
    end
  end
`ifndef SYNTHESIS
  always @(posedge clk) if (!rst && push && !pop && count == DEPTH) $display("lstmc brds: partial-sum buffer is full");
`endif
endmodule
`default_nettype wire
