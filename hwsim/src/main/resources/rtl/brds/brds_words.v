// State words that come in groups of up to four and are written PORTS a cycle. Groups that come faster wait
// in a buffer; one that nothing is before passes it by. A group starts in a cycle of its own.
`default_nettype none
module brds_words #(parameter W = 16, parameter PORTS = 1, parameter DEPTH = 1) (
  input  wire clk,
  input  wire rst,
  input  wire done,                    // a group is there
  input  wire [2:0] count,             // its words, 1 to 4
  input  wire [4*W-1:0] words,
  output wire [PORTS-1:0] valid,
  output wire [PORTS*W-1:0] out
);
  localparam AW = DEPTH > 1 ? $clog2(DEPTH) : 1;
  localparam integer END = DEPTH - 1;
  localparam [AW-1:0] LAST = END[AW-1:0];
  (* ram_style = "distributed" *) reg [4*W+2:0] mem [0:DEPTH-1];
  reg [AW-1:0] rd, wr;
  reg [AW:0] held;
  reg [2:0] at;
  wire empty = held == 0;
  wire ready = done || !empty;
  wire [2:0] n;
  wire [4*W-1:0] head;
  assign {n, head} = empty ? {count, words} : mem[rd];
  wire [2:0] left = n - at;
  wire finish = ready && left <= PORTS;
  wire push = done && !(finish && empty);
  wire pop = finish && !empty;
  genvar k;
  generate
    for (k = 0; k < PORTS; k = k + 1) begin : g_port
      assign valid[k] = ready && left > k;
      wire [2:0] word = at + k;
      assign out[k*W +: W] = head[word[1:0]*W +: W];
      wire unused = word[2];
    end
  endgenerate
  always @(posedge clk) begin
    if (push) mem[wr] <= {count, words};
    if (push) wr <= wr == LAST ? {AW{1'b0}} : wr + 1'b1;
    if (pop) rd <= rd == LAST ? {AW{1'b0}} : rd + 1'b1;
    if (ready) at <= finish ? 3'd0 : at + PORTS;
    held <= held + {{AW{1'b0}}, push} - {{AW{1'b0}}, pop};
    if (rst) begin
      rd <= {AW{1'b0}};
      wr <= {AW{1'b0}};
      held <= {(AW+1){1'b0}};
      at <= 3'd0;
    end
  end
`ifndef SYNTHESIS
  always @(posedge clk) if (!rst && push && !pop && held == DEPTH) $display("lstmc brds: buffer of state words is full");
`endif
endmodule
`default_nettype wire
